using GanCluster.Core.Options;

namespace GanCluster.Core.Watch;

/// <summary>
/// What <see cref="WatchPolicy.Rollback"/> makes of a verdict. Steps and phases go on: what comes after a rollback sees other samples and other noise than what was given up. It has nothing
/// of its own: whoever holds the replica takes the copy where <see cref="WatchState.HealthyStep"/> rises, and puts it back where <see cref="WatchState.Rollbacks"/> does.
/// </summary>
internal sealed class RollbackRule(WatchOptions options)
{
    /// <summary>So many phases in a row without a finite average are given up at the end of their step: no window is waited for, and nothing would mend them.</summary>
    public const int MostSkippedInARow = 10;

    private bool IsOn => options.Policy == WatchPolicy.Rollback;

    /// <summary>Steps before which nothing is judged: those of a new generator again, where it began anew, and never a window that was begun by the networks given up.</summary>
    public long From(WatchState state) => state.RolledBackAt + Math.Max(0, options.From - state.HealthyStep);

    /// <summary>Every rollback has been used, and it has collapsed again.</summary>
    public bool EndsRun(WatchState state) => IsOn && state.Health == Health.Collapsed && !IsLeft(state);

    /// <summary>What learning rates are multiplied by: a running product, which needs no math library.</summary>
    public double Rate(WatchState state)
    {
        var rate = 1.0;
        for (var i = 0; i < state.Rollbacks; i++) rate *= options.RollbackFactor;
        return rate;
    }

    /// <summary>Before the step's verdict: true where waiting for it is a waste.</summary>
    public bool IsHopeless(WatchState state, int skippedInARow) => IsOn && IsLeft(state) && skippedInARow >= MostSkippedInARow;

    /// <param name="state">As judged.</param>
    /// <param name="isSound">The window's figures are all better than their thresholds, by the margin.</param>
    public (WatchState State, HealthVerdict Verdict) After(WatchState state, HealthVerdict verdict, bool isSound)
    {
        if (!IsOn) return (state, verdict);
        if (verdict.Health == Health.Collapsed) return IsLeft(state) ? Back(state, verdict) : (state, verdict with { Rollbacks = state.Rollbacks, Reason = $"{verdict.Reason}, after {state.Rollbacks} rollbacks" });
        // A window that is only just healthy may already be on its way down.
        if (isSound && state.Health == Health.Healthy) state = state with { HealthyStep = verdict.Step };
        return (state, verdict with { Rollbacks = state.Rollbacks });
    }

    /// <summary>The copy stands: a run that collapses again goes back to the same, more slowly.</summary>
    public (WatchState State, HealthVerdict Verdict) Back(WatchState state, HealthVerdict verdict)
    {
        var back = WatchState.Initial with { Rollbacks = state.Rollbacks + 1, HealthyStep = state.HealthyStep, RolledBackAt = verdict.Step };
        return (back, verdict with { Rollbacks = back.Rollbacks, Rollback = new Rollback(back.HealthyStep, back.Rollbacks, options.Rollbacks, Rate(back)) });
    }

    private bool IsLeft(WatchState state) => state.Rollbacks < options.Rollbacks;
}
