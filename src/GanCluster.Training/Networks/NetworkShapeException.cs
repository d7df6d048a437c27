using GanCluster.Core;

namespace GanCluster.Training.Networks;

/// <summary>Options that make no network. The message names the layer, what it got and what it expects.</summary>
public sealed class NetworkShapeException(string layer, IReadOnlyList<long> got, string expected) : UnusableInputException(
    $"layer {layer} got an input of shape [{string.Join(", ", got)}], but expects {expected}: change the network's options or the size of the data");
