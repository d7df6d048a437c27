namespace GanCluster.Training.Networks;

/// <summary>A network that can't be built. The message names the layer, what it got and what it expects.</summary>
public sealed class NetworkShapeException(string layer, IReadOnlyList<long> got, string expected)
    : Exception($"layer {layer} got an input of shape [{string.Join(", ", got)}], but expects {expected}");
