using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("GanCluster.Core.Tests")]

namespace GanCluster.Core.Protocol;

/// <summary>
/// One switch a rule of the design, all on. Only tests turn one off, to show that the simulator notices: the production surface has no way to.
/// </summary>
internal sealed record RuleSwitches
{
    public static RuleSwitches AllOn { get; } = new();

    /// <summary>Rule 1. Off: a plan holds for its first phase only, and each phase waits for an order.</summary>
    public bool StandingPlans { get; init; } = true;

    /// <summary>Rule 2. Off: a worker follows the plan that came last.</summary>
    public bool FollowHighestPlan { get; init; } = true;

    /// <summary>Rule 2. Off: a term may jump by any amount.</summary>
    public bool RefuseTermJumps { get; init; } = true;

    /// <summary>Rule 2. Off: a coordinator whose plan is refused doesn't raise its term.</summary>
    public bool RaiseTerms { get; init; } = true;

    /// <summary>Rule 3. Off: contributions are forgotten when sent, averages when applied.</summary>
    public bool Retain { get; init; } = true;

    /// <summary>Rule 4. Off: the work of a lost worker stays with it.</summary>
    public bool HandOverLost { get; init; } = true;

    /// <summary>Rule 4. Off: what is late is waited for.</summary>
    public bool RecomputeLate { get; init; } = true;

    /// <summary>Rule 5. Off: a donor sends its snapshot and no later averages.</summary>
    public bool FollowDonor { get; init; } = true;

    /// <summary>Rule 5. Off: a joiner waits for its donor for ever.</summary>
    public bool ReplaceDonor { get; init; } = true;

    /// <summary>Rule 6. Off: clusters that meet stay apart.</summary>
    public bool Merge { get; init; } = true;

    /// <summary>Rule 8. Off: a node that is told to leave is gone at once.</summary>
    public bool HandOverOnLeave { get; init; } = true;

    /// <summary>Rule 9. Off: who has the last phase exits.</summary>
    public bool WaitForAllAtTheEnd { get; init; } = true;

    /// <summary>Rule 10. Off: a decision takes effect when it comes.</summary>
    public bool DecideAtSteps { get; init; } = true;

    /// <summary>Accepting. Off: a node that is held already is added again.</summary>
    public bool DropDuplicates { get; init; } = true;
}
