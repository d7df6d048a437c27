using GanCluster.Core.Identity;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Planning;

/// <summary>What became of a plan that came.</summary>
public enum PlanVerdict
{
    /// <summary>It is the highest seen: followed from its first phase on.</summary>
    Followed,

    /// <summary>It is the one that is followed: a second copy.</summary>
    Known,

    /// <summary>A higher one has been seen: the refusal tells its coordinator which.</summary>
    Older,

    /// <summary>Its term is more than <see cref="PlanOrder.GreatestTermJump"/> ahead: a fault somewhere, never followed.</summary>
    TermJumps,
}

/// <summary>The plans that a node has seen and still needs: the highest, and those that hold until it does.</summary>
public sealed class PlanBook
{
    /// <summary>Plans kept beside the highest: it may take a few phases until that one holds.</summary>
    private const int Kept = 4;

    /// <summary>A term a second for a century and more.</summary>
    private const long GreatestFirstTerm = 1L << 32;

    private readonly List<Plan> _plans = [];

    internal RuleSwitches Switches { get; init; } = RuleSwitches.AllOn;

    public Plan? Highest => _plans.Count == 0 ? null : _plans[^1];

    /// <summary>Ascending.</summary>
    internal IReadOnlyList<Plan> InEffect => _plans;

    public PlanVerdict Offer(Plan plan)
    {
        if (Highest is { } highest)
        {
            if (plan.Order == highest.Order) return PlanVerdict.Known;
            if (Switches.FollowHighestPlan && plan.Order < highest.Order) return FillIn(plan, highest);
        }

        // Who has seen none has nothing to compare with. A subtraction that can't overflow: neither term is negative.
        var jump = Highest is null ? plan.Order.Term - GreatestFirstTerm : plan.Order.Term - Highest.Order.Term - PlanOrder.GreatestTermJump;
        if (Switches.RefuseTermJumps && jump > 0) return PlanVerdict.TermJumps;
        _plans.RemoveAll(old => old.From >= plan.From);
        _plans.Add(plan);
        if (_plans.Count > Kept) _plans.RemoveAt(0);
        return PlanVerdict.Followed;
    }

    /// <summary>Forgets what holds for older phases only.</summary>
    internal void Trim(PhaseNumber oldest)
    {
        while (_plans.Count > 1 && _plans[1].From <= oldest) _plans.RemoveAt(0);
    }

    /// <summary>An older plan of the same coordinator still holds until the later ones do: who joins late needs it too.</summary>
    private PlanVerdict FillIn(Plan plan, Plan highest)
    {
        if (plan.Order.Term != highest.Order.Term || plan.Order.Coordinator != highest.Order.Coordinator) return PlanVerdict.Older;
        var at = _plans.FindIndex(kept => kept.Order >= plan.Order);
        if (_plans[at].Order == plan.Order || _plans.Count > Kept || _plans.FindIndex(at, kept => kept.From <= plan.From) >= 0) return PlanVerdict.Known;
        _plans.Insert(at, plan);
        return PlanVerdict.Followed;
    }

    /// <summary>The plan for a phase: the highest that holds by then. Before the first, the oldest kept: any plan is right, only one is agreed.</summary>
    public Plan? For(PhaseNumber phase)
    {
        for (var i = _plans.Count - 1; i >= 0; i--)
        {
            if (_plans[i].From > phase) continue;
            return Switches.StandingPlans || _plans[i].From == phase ? _plans[i] : null;
        }

        return _plans.Count == 0 ? null : _plans[0];
    }
}
