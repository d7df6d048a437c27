using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Status;

/// <summary>A node's own account of itself, published about once a second.</summary>
/// <param name="Machine">Name of the machine or pod.</param>
/// <param name="Web">URL of its page, as other nodes reach it; empty without one.</param>
/// <param name="Uptime">Since its process began: what rates are taken over.</param>
/// <param name="Phase">The phase that its replica computes next; nothing without a replica.</param>
/// <param name="Plan">The plan that it follows; nothing before the first.</param>
/// <param name="Shards">That it owns by that plan.</param>
public sealed record NodeStatus(
    NodeId Node,
    int Process,
    string Machine,
    string Web,
    bool IsCoordinator,
    bool IsWorker,
    NodeState State,
    TimeSpan Uptime,
    int Lanes,
    long? Phase,
    long Step,
    PlanOrder? Plan,
    ShardRange Shards,
    NodeWork Work,
    CheckpointStatus? Checkpoint) : IControlMessage;

/// <summary>What a node has done since its process began. The four parts of a phase add up to its time on the clock.</summary>
/// <param name="Phases">That its replica has committed here.</param>
/// <param name="Shards">That it has computed.</param>
/// <param name="Slices">That its averager has averaged.</param>
/// <param name="Compute">From a phase's start until the last of its own shards was computed.</param>
/// <param name="Exchange">After that: sending, receiving and summing.</param>
/// <param name="Wait">After that: idle, waiting for others.</param>
/// <param name="Commit">Applying averages.</param>
/// <param name="BytesIn">Received on the data plane.</param>
/// <param name="SecondsPerShard">Measured; 0 before the first.</param>
/// <param name="LongestGap">Between two commits.</param>
public readonly record struct NodeWork(
    long Phases,
    long Shards,
    long Slices,
    TimeSpan Compute,
    TimeSpan Exchange,
    TimeSpan Wait,
    TimeSpan Commit,
    long BytesIn,
    long BytesOut,
    double SecondsPerShard,
    TimeSpan LongestGap);

/// <summary>The newest checkpoint that a node has written.</summary>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Took">To write it, beside training.</param>
public sealed record CheckpointStatus(long Step, long At, TimeSpan Took);
