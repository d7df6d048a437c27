using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Status;

/// <summary>Where a run is. The numbers travel: append only.</summary>
public enum RunState
{
    /// <summary>For workers, or for them to say where they are.</summary>
    Waiting = 0,

    Training = 1,

    /// <summary>Fewer workers than <c>cluster.minWorkers</c>.</summary>
    Paused = 2,

    Done = 3,

    /// <summary>Ended before its last step, because somebody said so.</summary>
    Interrupted = 4,

    /// <summary>It can't go on; the reason says why.</summary>
    Failed = 5,
}

/// <summary>The run as its coordinator sees it, published about once a second and at each new plan.</summary>
/// <param name="Run">The run's id; empty before it is known.</param>
/// <param name="Reason">Why it is in that state, in a sentence.</param>
/// <param name="StartedAt">When this coordinator began: milliseconds since 1970, UTC.</param>
/// <param name="Plans">Made so far by it.</param>
/// <param name="ShardsReassigned">Ordered by it to be computed a second time.</param>
/// <param name="Digest">Of the finished run; empty before.</param>
public sealed record ClusterStatus(
    NodeId Coordinator,
    string Run,
    RunState State,
    string Reason,
    long StartedAt,
    PlanView? Plan,
    IReadOnlyList<MemberView> Members,
    long Plans,
    long ShardsReassigned,
    string Digest) : IControlMessage;

/// <summary>A plan as it is shown.</summary>
/// <param name="From">The first phase that it holds for.</param>
public sealed record PlanView(PlanOrder Order, long From, bool IsPaused, string Reason, IReadOnlyList<ShareView> Shares, IReadOnlyList<AveragerView> Averagers)
{
    public static PlanView Of(Plan plan) => new(
        plan.Order, plan.From.Value, plan.IsPaused, ShortNames.In(plan.Reason),
        [.. plan.Shares.Select(share => new ShareView(share.Worker.Endpoint, share.Shards))],
        [.. plan.Averagers.GroupBy(node => node.Endpoint).Select(slices => new AveragerView(slices.Key, slices.Count()))]);
}

public sealed record ShareView(string Node, ShardRange Shards);

/// <param name="Slices">Of every average, that it makes.</param>
public sealed record AveragerView(string Node, int Slices);

/// <summary>A worker that the coordinator counts as a member.</summary>
/// <param name="IsLost">Suspected: unreachable, or its connection ended.</param>
public sealed record MemberView(NodeId Node, bool IsLost);
