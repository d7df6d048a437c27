using GanCluster.Core.Planning;

namespace GanCluster.Core.Succession;

/// <summary>
/// A coordinator whose plan is refused, and that is still the singleton, raises its term above the one that was followed: at most once a second, so
/// that two of them can't drive one another.
/// </summary>
public static class TermRule
{
    public static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);

    /// <returns>The term to go on with, or nothing: it needs none, or not yet.</returns>
    public static long? Raise(PlanOrder own, PlanOrder highest, TimeSpan lastRaised, TimeSpan now)
    {
        if (highest <= own || now - lastRaised < LeastInterval) return null;
        return highest.Term - own.Term > PlanOrder.GreatestTermJump ? null : highest.Term + 1;
    }
}
