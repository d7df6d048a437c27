using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Cluster.Nodes;

/// <summary>A worker's account of a step that it has just completed, with its figures so far.</summary>
/// <param name="Step">Steps of the run that are complete.</param>
/// <param name="Shards">That it has computed, in this process.</param>
/// <param name="Slices">That its averager has averaged.</param>
/// <param name="LongestGap">Between two of its commits, in seconds.</param>
public sealed record WorkerStep(
    NodeId Worker, int Process, long Step, IReadOnlyList<PhaseAccount> Phases, long Shards, long Slices, double LongestGap) : IControlMessage;

/// <summary>What a phase came to: a <see cref="Core.Training.PhaseOutcome"/> as it travels.</summary>
/// <param name="Shards">That this worker has computed for it.</param>
/// <param name="Verdict">Where it ends a window of steps that is judged.</param>
/// <param name="Evaluation">Where it ends the step that brings what an evaluation came to.</param>
public sealed record PhaseAccount(
    PhaseNumber Phase, int Shards, bool Applied, IReadOnlyList<ShardIndex> NonFiniteShards, double GradientNorm, IReadOnlyList<StatisticValue> Statistics,
    HealthVerdict? Verdict = null, EvaluationVerdict? Evaluation = null);

public readonly record struct StatisticValue(string Name, float Value);
