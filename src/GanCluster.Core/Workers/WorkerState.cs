using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>What doesn't change while a worker runs.</summary>
/// <param name="Slices">Of every average, 1 to <see cref="SliceSet.Capacity"/>.</param>
/// <param name="Lanes">Shards that it computes at once.</param>
public sealed record WorkerSetting(ReductionTree Tree, int Slices, int Lanes, DecisionSchedule Decisions);

/// <summary>One worker: where its replica is, what it owes to the current phase and what of its average has come.</summary>
public sealed class WorkerState
{
    public WorkerState(NodeId self, WorkerSetting setting) : this(self, setting, RuleSwitches.AllOn)
    {
    }

    internal WorkerState(NodeId self, WorkerSetting setting, RuleSwitches switches)
    {
        (Self, Setting, Switches) = (self, setting, switches);
        Plans = new PlanBook { Switches = switches };
        Own = new NodeCoverage(setting.Tree);
        Assigned = new ShardSet(setting.Tree.Shards);
        Ordered = new ShardSet(setting.Tree.Shards);
        Started = new ShardSet(setting.Tree.Shards);
    }

    public NodeId Self { get; internal set; }
    public WorkerSetting Setting { get; }
    public PlanBook Plans { get; }
    public bool HasReplica { get; internal set; }

    /// <summary>The phase that the replica computes next.</summary>
    public PhaseNumber Phase { get; internal set; }

    public Lineage Lineage { get; internal set; }

    /// <summary>Before the last commit: what a peer that is one phase behind must have.</summary>
    public Lineage? LineageBefore { get; internal set; }

    public double SecondsPerShard { get; internal set; }

    internal RuleSwitches Switches { get; }

    // The current phase.
    internal NodeCoverage Own { get; }
    internal ShardSet Assigned { get; }
    internal ShardSet Ordered { get; }
    internal ShardSet Started { get; }
    internal SliceSet Came { get; set; }
    internal SliceSet CameOfNext { get; set; }
    internal List<(NodeId From, ulong Checksum)?> Arrivals { get; } = [];
    internal int BusyLanes { get; set; }
    internal TimeSpan ComputingSince { get; set; }
    internal long ShardsMeasured { get; set; }
    internal bool Committing { get; set; }

    // Waiting, asking and telling.
    internal TimeSpan PhaseSince { get; set; }
    internal double SecondsPerPhase { get; set; }
    internal TimeSpan Asked { get; set; }
    internal int TimesAsked { get; set; }
    internal List<NodeId> HeardSinceAsked { get; } = [];
    internal TimeSpan? Reported { get; set; }
    internal TimeSpan? DecisionAsked { get; set; }
    internal List<NodeId> Disconnected { get; } = [];

    // Catching up, and being caught up with.
    internal NodeId? Donor { get; set; }
    internal TimeSpan DonorHeard { get; set; }
    internal int DonorsTried { get; set; }
    internal NodeId? Ahead { get; set; }
    internal PhaseNumber? SnapshotPhase { get; set; }
    internal bool Restoring { get; set; }
    internal List<NodeId> Followers { get; } = [];

    // Decisions, leaving and the end.
    internal List<Decision> Known { get; } = [];
    internal long Decided { get; set; }
    internal long HoldsEvaluation { get; set; }
    internal bool EndsRun { get; set; }
    internal bool Leaving { get; set; }
    internal bool DigestAsked { get; set; }
    internal Digest? FinalDigest { get; set; }
    internal bool Exiting { get; set; }

    internal SliceSet Missing => SliceSet.All(Setting.Slices).Without(Came);

    /// <summary>Scratch of the coverage's steps.</summary>
    internal List<CoverageStep> Steps { get; } = [];
}
