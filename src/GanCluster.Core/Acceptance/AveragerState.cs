using GanCluster.Core.Averaging;
using GanCluster.Core.Deadlines;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Acceptance;

/// <summary>
/// The slices that one node averages. It needs no replica: a node's averager goes on while its worker computes or is behind. It holds two phases,
/// the one that is being finished and the next, whatever plans come.
/// </summary>
public sealed class AveragerState
{
    public AveragerState(NodeId self, ReductionTree tree, int slices) : this(self, tree, slices, RuleSwitches.AllOn)
    {
    }

    internal AveragerState(NodeId self, ReductionTree tree, int slices, RuleSwitches switches)
    {
        (Self, Tree, Slices, Switches) = (self, tree, slices, switches);
        Plans = new PlanBook { Switches = switches };
    }

    public NodeId Self { get; internal set; }
    public ReductionTree Tree { get; }
    public int Slices { get; }
    public PlanBook Plans { get; }

    /// <summary>Of the replicas that contribute to a phase, if it is held.</summary>
    public Lineage? LineageOf(PhaseNumber phase) => Phases.Find(held => held.Phase == phase)?.Lineage;

    internal RuleSwitches Switches { get; }

    /// <summary>Ascending, at most <see cref="AveragerRules.PhasesHeld"/>.</summary>
    internal List<PhaseAveraging> Phases { get; } = [];

    internal Dictionary<NodeId, ArrivalDeadline> Deadlines { get; } = [];

    internal List<CoverageStep> Steps { get; } = [];
}

/// <summary>One phase at an averager.</summary>
internal sealed class PhaseAveraging(PhaseNumber phase, Lineage lineage, NodeId lineageFrom, TimeSpan opened, int slices)
{
    public PhaseNumber Phase => phase;

    /// <summary>Of the first contribution, and who sent it: who names another is on another history.</summary>
    public Lineage Lineage => lineage;

    public NodeId LineageFrom => lineageFrom;

    public TimeSpan Opened { get; } = opened;

    /// <summary>When somebody last contributed or asked.</summary>
    public TimeSpan Touched { get; set; } = opened;

    public TimeSpan LateReported { get; set; } = TimeSpan.MinValue;

    public NodeCoverage?[] Slices { get; } = new NodeCoverage?[slices];

    /// <summary>Whose arrival has been counted for the deadlines.</summary>
    public List<NodeId> Arrived { get; } = [];
}
