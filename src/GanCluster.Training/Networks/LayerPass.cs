using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>What a forward pass is for.</summary>
/// <param name="Training">Batch statistics and updates of the buffers, and dropout; else the running statistics are used, and nothing is dropped.</param>
/// <param name="Classes">The class of each sample, one-hot, <c>[batch, classes]</c>; null in a network without classes.</param>
/// <param name="Dropout">What is dropped; null in a network that drops nothing, and where nobody trains.</param>
public readonly record struct LayerPass(bool Training, Tensor? Classes, DropoutMasks? Dropout);
