using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Succession;

namespace GanCluster.Core.Protocol;

/// <summary>
/// What has happened, as the rules are told. Past tense; the host of a rule makes them from messages, timers and the cluster's events. Those that
/// nodes tell one another are control messages as they stand.
/// </summary>
public abstract record NodeEvent;

// To every machine on a node.

/// <summary>Time has passed. At least every 100 ms.</summary>
public sealed record Ticked : NodeEvent
{
    public static Ticked Now { get; } = new();
}

public sealed record PeerConnected(NodeId Peer) : NodeEvent;

public sealed record PeerDisconnected(NodeId Peer) : NodeEvent, IControlMessage;

public sealed record PlanArrived(Plan Plan) : NodeEvent, IControlMessage;

/// <summary>A peer says where it is and which slices of that phase's average it lacks. To the worker and the averager.</summary>
public sealed record PeerStated(NodeId Peer, PhaseNumber Phase, Lineage Lineage, SliceSet Missing) : NodeEvent;

// To a worker.

public sealed record ShardComputed(PhaseNumber Phase, ShardIndex Shard, ulong Checksum, TimeSpan Took) : NodeEvent;

/// <summary>A slice of an average came: from its averager, from a peer that was asked, or from a donor.</summary>
/// <param name="Lineage">Of the replicas before this average.</param>
public sealed record AverageArrived(NodeId From, PhaseNumber Phase, Lineage Lineage, SliceIndex Slice, ulong Checksum) : NodeEvent;

/// <summary>An averager answers a statement: the average isn't made yet.</summary>
/// <param name="SendAgain">It lacks shards that the asker owns.</param>
public sealed record AverageAwaited(NodeId Averager, PhaseNumber Phase, SliceIndex Slice, bool SendAgain) : NodeEvent;

/// <summary><see cref="Commit"/> has been carried out.</summary>
/// <param name="EndsRun">The replica says that the run ends here.</param>
public sealed record Committed(PhaseNumber Phase, Lineage Lineage, bool EndsRun = false) : NodeEvent;

public sealed record SnapshotWanted(NodeId Joiner, PhaseNumber? Has) : NodeEvent;

/// <summary>Some of a snapshot has come.</summary>
public sealed record SnapshotProgressed(NodeId Donor) : NodeEvent;

/// <param name="DigestMatches">The digest of what came is the one that the donor named.</param>
public sealed record SnapshotArrived(NodeId Donor, PhaseNumber Phase, Lineage Lineage, bool DigestMatches) : NodeEvent;

/// <summary><see cref="Restore"/> has been carried out.</summary>
/// <param name="Decided">The step of the last decision that is applied in it, 0 for none.</param>
/// <param name="HoldsEvaluation">The step whose replica came with it, to be evaluated yet; 0 for none.</param>
/// <param name="EndsRun">The replica says that the run ends here.</param>
public sealed record Restored(PhaseNumber Phase, Lineage Lineage, long Decided, long HoldsEvaluation, bool EndsRun = false) : NodeEvent;

public sealed record DigestTaken(PhaseNumber Phase, Digest Digest) : NodeEvent;

public sealed record RecomputeOrdered(PhaseNumber Phase, IReadOnlyList<ShardIndex> Shards) : NodeEvent, IControlMessage;

/// <summary>The coordinator, or a new one, asks where this worker is.</summary>
public sealed record StateAsked : NodeEvent, IControlMessage;

/// <summary>The process was told to stop, by SIGTERM for one.</summary>
public sealed record LeaveOrdered : NodeEvent;

/// <summary>Another incarnation: this process has left one cluster and joined another, with its replica.</summary>
public sealed record Rejoined(NodeId Self) : NodeEvent;

public sealed record EvaluationOrdered(long Step) : NodeEvent, IControlMessage;

public sealed record DecisionPublished(Decision Decision) : NodeEvent, IControlMessage;

public sealed record RunEnded : NodeEvent, IControlMessage;

/// <summary>Somewhere replicas differ, so nobody's bytes can be trusted: the run stops.</summary>
/// <param name="Sentence">Names the nodes.</param>
public sealed record RunFailed(string Sentence) : NodeEvent, IControlMessage;

// To an averager.

public sealed record ContributionArrived(NodeId From, PhaseNumber Phase, Lineage Lineage, SliceIndex Slice, TreeNode Node, ulong Checksum) : NodeEvent;

// To a coordinator.

/// <summary>This node has become the singleton's.</summary>
public sealed record SingletonStarted(IReadOnlyList<NodeId> Members) : NodeEvent;

public sealed record MemberUp(NodeId Node) : NodeEvent;

/// <summary>The failure detector can't reach it: a suspicion, enough to hand its work over.</summary>
public sealed record MemberUnreachable(NodeId Node) : NodeEvent;

public sealed record MemberRemoved(NodeId Node) : NodeEvent;

public sealed record WorkerReported(WorkerReport Report) : NodeEvent, IControlMessage;

public sealed record ContributionsLate(PhaseNumber Phase, IReadOnlyList<ShardIndex> Shards) : NodeEvent, IControlMessage;

/// <summary>A worker has asked this averager twice and heard nothing.</summary>
public sealed record AveragerSilent(PhaseNumber Phase, NodeId Averager) : NodeEvent, IControlMessage;

public sealed record PlanRefused(NodeId By, PlanOrder Highest) : NodeEvent, IControlMessage;

public sealed record ClusterSighted(ClusterSighting Sighting) : NodeEvent, IControlMessage;

/// <summary>A worker has found that replicas differ, and stops.</summary>
public sealed record FaultFound(string Sentence) : NodeEvent, IControlMessage;

/// <summary>The user wants the run to end at the next step.</summary>
public sealed record StopRequested : NodeEvent, IControlMessage;

public sealed record DecisionWanted(NodeId By, long Step) : NodeEvent, IControlMessage;

public sealed record DecisionMade(Decision Decision) : NodeEvent, IControlMessage;
