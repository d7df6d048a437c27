using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Protocol;

/// <summary>Where a worker is. Nothing of the run lives in the coordinator alone, so a new one learns all it needs from these.</summary>
/// <param name="Phase">The phase that it computes next; nothing as long as it has no replica.</param>
/// <param name="Highest">The highest plan that it has seen, if any.</param>
/// <param name="Last">Where that plan ends the run, or the replica itself.</param>
/// <param name="SecondsPerShard">Measured; 0 as long as it has computed none.</param>
/// <param name="FinalDigest">Of the replica, once the run's last phase is applied.</param>
/// <param name="Decision">The newest one that it knows.</param>
/// <param name="HoldsEvaluation">The step whose replica it keeps until that is evaluated, 0 for none.</param>
public sealed record WorkerReport(
    NodeId Node,
    PhaseNumber? Phase,
    Lineage Lineage,
    PlanOrder? Highest,
    PhaseNumber? Last,
    double SecondsPerShard,
    bool Leaving,
    Digest? FinalDigest,
    Decision? Decision,
    long HoldsEvaluation);
