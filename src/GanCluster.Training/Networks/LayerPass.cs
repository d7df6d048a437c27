using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>What a forward pass is for.</summary>
/// <param name="Training">Batch statistics and updates of the buffers; else the running statistics are used.</param>
/// <param name="Classes">The class of each sample, one-hot, <c>[batch, classes]</c>; null in a network without classes.</param>
public readonly record struct LayerPass(bool Training, Tensor? Classes);
