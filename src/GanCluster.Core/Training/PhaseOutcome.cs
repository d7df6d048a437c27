using GanCluster.Core.Identity;
using GanCluster.Core.Phases;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Training;

/// <summary>What a commit did: the same on every replica.</summary>
/// <param name="Applied">False where the average wasn't finite and the phase was skipped.</param>
/// <param name="NonFiniteShards">The shards whose gradient or statistics weren't finite.</param>
/// <param name="GradientNorm">L2 norm of the averaged gradient, before clipping.</param>
/// <param name="Statistics">Averages over the shards, by name: losses, D(real), D(fake), penalties.</param>
public sealed record PhaseOutcome(
    PhaseNumber Phase,
    PhaseRole Role,
    bool Applied,
    IReadOnlyList<ShardIndex> NonFiniteShards,
    double GradientNorm,
    IReadOnlyDictionary<string, float> Statistics)
{
    /// <summary>How training fares, where this phase ends a window of steps that is judged.</summary>
    public HealthVerdict? Verdict { get; init; }

    /// <summary>What the last evaluation came to, where this phase ends the step after the one before which it fell due.</summary>
    public EvaluationVerdict? Evaluation { get; init; }
}
