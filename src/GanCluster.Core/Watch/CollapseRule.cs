using System.Globalization;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Core.Watch;

/// <summary>
/// Judges how training fares: a pure function of the phases' averages, so that every replica comes to the same verdict at the same step. Windows of steps are judged one by
/// one; several in a row have to agree before the verdict changes, and it is taken back only when the figures are better than the thresholds by a margin.
/// </summary>
public sealed class CollapseRule(RunOptions run)
{
    /// <summary>So many phases in a row without a finite average: waiting longer has never mended it.</summary>
    public const int MostSkippedInARow = RollbackRule.MostSkippedInARow;

    private readonly WatchOptions _options = run.Watch;
    private readonly WindowFindings _findings = new(run);
    private readonly RollbackRule _rollback = new(run.Watch);

    /// <summary>Takes a phase into account.</summary>
    /// <param name="skippedInARow">Phases skipped since the last that was applied, this one included.</param>
    /// <returns>The state after it, and a verdict where the phase has filled a window that is judged, or where the run is rolled back without waiting for one.</returns>
    public (WatchState State, HealthVerdict? Verdict) After(WatchState state, PhaseOutcome outcome, int skippedInARow)
    {
        state = state with { Open = state.Open.Plus(outcome) };
        if (outcome.Role.Kind != PhaseKind.Generator) return (state, null);
        var step = outcome.Role.Step + 1;
        if (_rollback.IsHopeless(state, skippedInARow))
            return _rollback.Back(state, new HealthVerdict(step, Health.Collapsed, $"the averages of {skippedInARow} phases in a row weren't finite (to step {Number(step)})"));
        if (step % _options.Window != 0) return (state, null);
        var window = WatchWindow.Of(state.Open, step - _options.Window + 1, step);
        state = state with { Open = default };
        return step - _options.Window < _rollback.From(state) ? (state, null) : Judge(state, window);
    }

    /// <summary>True where a replica that stands before a phase is one at which its policy ends the run.</summary>
    /// <param name="step">Steps complete.</param>
    public bool EndsRun(WatchState state, long step) =>
        step > 0 && step % _options.Window == 0 && (_rollback.EndsRun(state) || (_options.Policy == WatchPolicy.Stop && state.Health == Health.Collapsed));

    /// <summary>What learning rates are multiplied by from here on.</summary>
    public double Rate(WatchState state) => _rollback.Rate(state);

    private (WatchState State, HealthVerdict Verdict) Judge(WatchState state, in WatchWindow window)
    {
        var found = _findings.Of(window, 1);
        var worst = Worst(found);
        var (warnings, collapses) = (worst >= Health.Warning ? state.WarningWindows + 1 : 0, worst >= Health.Collapsed ? state.CollapsedWindows + 1 : 0);
        var reached = collapses >= _options.Patience ? Health.Collapsed : warnings >= _options.Patience ? Health.Warning : Health.Healthy;
        var left = Worst(_findings.Of(window, 1 + _options.Margin));
        var better = left < state.Health ? state.BetterWindows + 1 : 0;
        var health = reached > state.Health ? reached : better >= _options.Patience ? left : state.Health;
        var next = state with
        {
            Health = health,
            // No count grows with the run: what is stored stays exact.
            WarningWindows = Math.Min(warnings, _options.Patience),
            CollapsedWindows = Math.Min(collapses, _options.Patience),
            BetterWindows = health == state.Health ? better : 0,
        };
        var reason = found.Count == 0 ? WindowFindings.Calm(window) : string.Join("; ", found.Select(one => one.Reason));
        return _rollback.After(next, new HealthVerdict(window.Last, health, $"{reason} (steps {Number(window.First)} to {Number(window.Last)})"), left == Health.Healthy);
    }

    private static Health Worst(IReadOnlyList<(Health Health, string)> found) => found.Select(one => one.Health).DefaultIfEmpty(Health.Healthy).Max();

    private static string Number(long step) => step.ToString("N0", CultureInfo.InvariantCulture);
}
