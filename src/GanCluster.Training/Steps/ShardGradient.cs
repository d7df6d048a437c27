using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>What one shard gives to a phase. Lives in the dispose scope of the shard.</summary>
/// <param name="Parameters">Gradients of the phase's network, one a parameter; null where the loss doesn't depend on it.</param>
/// <param name="Statistics">Scalars, in the order of the phase's names.</param>
/// <param name="Watched">Those that only the watch and ADA read, behind them.</param>
public readonly record struct ShardGradient(IList<Tensor?> Parameters, IReadOnlyList<Tensor> Statistics, IReadOnlyList<float> Watched);
