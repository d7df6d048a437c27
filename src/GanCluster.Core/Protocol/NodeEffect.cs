using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Succession;

namespace GanCluster.Core.Protocol;

/// <summary>What a rule wants done. Imperative; the host of the rule carries it out and answers with an event where one is named.</summary>
public abstract record NodeEffect;

/// <summary>Something that can't happen without a bug or bad hardware did: exact mode stops the run and names the nodes.</summary>
public sealed record Fault(string Sentence, NodeId First, NodeId Second) : NodeEffect;

// Of a worker.

/// <summary>Compute on a free lane; answered by <see cref="ShardComputed"/>.</summary>
public sealed record StartShard(PhaseNumber Phase, ShardIndex Shard) : NodeEffect;

/// <summary>Bring the worker's own sums up to date: for every slice alike.</summary>
public sealed record SumOwn(CoverageStep Step) : NodeEffect;

public sealed record SendContribution(NodeId To, PhaseNumber Phase, SliceIndex Slice, TreeNode Node) : NodeEffect;

/// <summary>Apply the average, all of whose slices have come; answered by <see cref="Committed"/>. Keep the average until the next commit.</summary>
public sealed record Commit(PhaseNumber Phase) : NodeEffect;

/// <summary>Send a slice of an average that this worker or averager has.</summary>
public sealed record SendAverage(NodeId To, PhaseNumber Phase, SliceIndex Slice) : NodeEffect;

/// <summary>Send all of the average just applied behind a snapshot, on the same connection.</summary>
public sealed record ForwardAverage(NodeId To, PhaseNumber Phase) : NodeEffect;

public sealed record StatePhase(NodeId To, PhaseNumber Phase, Lineage Lineage, SliceSet Missing) : NodeEffect;

public sealed record WantSnapshot(NodeId Donor, PhaseNumber? Has) : NodeEffect;

public sealed record SendSnapshot(NodeId To, PhaseNumber Phase) : NodeEffect;

/// <summary>Replace the replica by the snapshot that came last; answered by <see cref="Restored"/>.</summary>
public sealed record Restore(PhaseNumber Phase) : NodeEffect;

/// <summary>Answered by <see cref="DigestTaken"/>.</summary>
public sealed record TakeDigest(PhaseNumber Phase) : NodeEffect;

public sealed record Report(WorkerReport Content) : NodeEffect;

public sealed record RefusePlan(NodeId Coordinator, PlanOrder Highest) : NodeEffect;

public sealed record ReportSilent(PhaseNumber Phase, NodeId Averager) : NodeEffect;

/// <summary>Copy the replica as it is now: it is evaluated later.</summary>
public sealed record KeepForEvaluation(long Step) : NodeEffect;

/// <summary>Evaluate that copy; the result goes to the coordinator as <see cref="DecisionMade"/>.</summary>
public sealed record Evaluate(long Step) : NodeEffect;

public sealed record WantDecision(long Step) : NodeEffect;

public sealed record ApplyDecision(Decision Decision) : NodeEffect;

/// <summary>Leave the cluster, flush what is being sent, and end the process.</summary>
public sealed record Exit(bool RunIsDone) : NodeEffect;

// Of an averager.

public sealed record SumSlice(PhaseNumber Phase, SliceIndex Slice, CoverageStep Step) : NodeEffect;

/// <summary>Nobody will ask this averager for that phase again.</summary>
public sealed record ForgetPhase(PhaseNumber Phase) : NodeEffect;

public sealed record AnswerAwaited(NodeId To, PhaseNumber Phase, SliceIndex Slice, bool SendAgain) : NodeEffect;

public sealed record ReportLate(PhaseNumber Phase, IReadOnlyList<ShardIndex> Shards) : NodeEffect;

// Of a coordinator.

public sealed record SendPlan(NodeId To, Plan Plan) : NodeEffect;

public sealed record AskState(NodeId To) : NodeEffect;

public sealed record OrderRecompute(NodeId To, PhaseNumber Phase, IReadOnlyList<ShardIndex> Shards) : NodeEffect;

public sealed record OrderEvaluation(NodeId To, long Step) : NodeEffect;

public sealed record SendDecision(NodeId To, Decision Decision) : NodeEffect;

/// <summary>To the addresses that this cluster once knew and that aren't members now.</summary>
public sealed record ShowCluster(ClusterSighting Sighting) : NodeEffect;

/// <summary>Leave this cluster and join the one at that address, in the same process, with the replica.</summary>
public sealed record OrderRejoin(NodeId To, string Address) : NodeEffect;

public sealed record EndRun(NodeId To) : NodeEffect;

/// <summary>Stop, with code 1 and the sentence: replicas differ.</summary>
public sealed record FailRun(NodeId To, string Sentence) : NodeEffect;
