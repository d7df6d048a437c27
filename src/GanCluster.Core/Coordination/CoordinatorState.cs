using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Status;

namespace GanCluster.Core.Coordination;

/// <summary>What a coordinator is told by the configuration.</summary>
/// <param name="MinWorkers">Below it, training pauses.</param>
/// <param name="Horizon">The phase that the run ends before.</param>
public sealed record CoordinatorSetting(
    ReductionTree Tree, int Slices, AveragingLayout Layout, int MinWorkers, PhaseNumber Horizon, DecisionSchedule Decisions)
{
    public ShareRule Shares { get; init; } = ShareRule.Measured;
}

/// <summary>A coordinator: what its members last said. All of it can be lost; the next one asks.</summary>
public sealed class CoordinatorState
{
    public CoordinatorState(NodeId self, CoordinatorSetting setting) : this(self, setting, RuleSwitches.AllOn)
    {
    }

    internal CoordinatorState(NodeId self, CoordinatorSetting setting, RuleSwitches switches) =>
        (Self, Setting, Switches, Last) = (self, setting, switches, setting.Horizon);

    public NodeId Self { get; }
    public CoordinatorSetting Setting { get; }

    /// <summary>The plan that it stands by; nothing while it gathers.</summary>
    public Plan? Plan { get; internal set; }

    /// <summary>The newest phase of the replicas that it can reach.</summary>
    public PhaseNumber? Newest
    {
        get
        {
            PhaseNumber? newest = null;
            foreach (var member in Members)
            {
                if (!member.IsLost && member.Phase is { } phase && (newest is null || phase > newest)) newest = phase;
            }

            return newest;
        }
    }

    /// <summary>What a member has reported that has come to the end; nothing before.</summary>
    public WorkerReport? Final => Members.Find(member => member.Report?.FinalDigest is not null)?.Report;

    /// <summary>Its members, as they are shown.</summary>
    public IReadOnlyList<MemberView> MembersSeen => [.. Members.Select(member => new MemberView(member.Node, member.IsLost))];

    internal RuleSwitches Switches { get; }

    /// <summary>Its plans: until the newest holds everywhere, an older one is in effect.</summary>
    internal PlanBook Plans { get; } = new();

    internal List<MemberState> Members { get; } = [];

    /// <summary>While not nothing: since when it has waited for the members to say where they are.</summary>
    internal TimeSpan? GatheringSince { get; set; }

    /// <summary>Of the event that is being judged.</summary>
    internal TimeSpan Now { get; set; }

    internal PlanOrder HighestSeen { get; set; }
    internal TimeSpan TermRaised { get; set; } = TimeSpan.FromDays(-1);
    internal TimeSpan Planned { get; set; }
    internal PhaseNumber Last { get; set; }
    internal bool Rejoining { get; set; }
    internal bool Ended { get; set; }

    /// <summary>Why the run has failed, once it has.</summary>
    public string? Failure { get; internal set; }
    internal List<RecomputeOrder> Orders { get; } = [];
    internal Decision? Decision { get; set; }
    internal long EvaluationOrdered { get; set; }
    internal TimeSpan EvaluationOrderedAt { get; set; }
    internal TimeSpan EvaluationBegan { get; set; }
    internal NodeId Evaluator { get; set; }

    internal MemberState? Find(NodeId node)
    {
        foreach (var member in Members)
        {
            if (member.Node == node) return member;
        }

        return null;
    }
}

/// <summary>One member, as its coordinator knows it.</summary>
internal sealed class MemberState(NodeId node)
{
    public NodeId Node => node;

    /// <summary>Nothing until it has said where it is.</summary>
    public WorkerReport? Report { get; set; }

    public PhaseNumber? Phase => Report?.Phase;
    /// <summary>Since when its reports have been two or more phases behind the newest.</summary>
    public TimeSpan? BehindSince { get; set; }

    public bool IsUnreachable { get; set; }
    public bool IsDisconnected { get; set; }
    public bool IsLost => IsUnreachable || IsDisconnected;

    /// <summary>As an averager it was silent: none of the slices go to it until then.</summary>
    public TimeSpan SilentUntil { get; set; } = TimeSpan.MinValue;

    public TimeSpan Asked { get; set; } = TimeSpan.MinValue;
}

/// <summary>A shard that somebody else computes a second time: once, unless that one is late or lost too.</summary>
internal sealed class RecomputeOrder(PhaseNumber phase, ShardIndex shard)
{
    public PhaseNumber Phase => phase;
    public ShardIndex Shard => shard;
    public List<NodeId> Tried { get; } = [];
    public TimeSpan At { get; set; }
}
