using GanCluster.Core.Identity;

namespace GanCluster.Core.Training;

/// <summary>
/// Updates that one network's optimizer has made, and β₁ᵗ and β₂ᵗ as running products: a power function would tie the bytes to a math library.
/// </summary>
public sealed record OptimizerCounters(long Updates, double Beta1Power, double Beta2Power)
{
    public static OptimizerCounters Initial { get; } = new(0, 1, 1);
}

/// <summary>The part of a replica that isn't tensors.</summary>
/// <param name="Next">The phase that this replica computes next.</param>
/// <param name="Skipped">Phases whose average wasn't finite.</param>
/// <param name="SkippedInARow">Those of them since the last phase that was applied.</param>
public sealed record ReplicaCounters(PhaseNumber Next, long Skipped, int SkippedInARow, OptimizerCounters Generator, OptimizerCounters Discriminator)
{
    public static ReplicaCounters Initial { get; } = new(PhaseNumber.First, 0, 0, OptimizerCounters.Initial, OptimizerCounters.Initial);
}
