using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Tests.Watch;

/// <summary>What a step's phases report.</summary>
internal sealed record Figures(double Diversity, double Loss, double RealSign, double DiscriminatorNorm, double GeneratorNorm, double? Likeness = null)
{
    public static Figures Healthy { get; } = new(0.9, 1.1, 0.4, 2, 1);
}

/// <summary>A run as the rule sees it: a phase of each kind a step.</summary>
internal sealed class WatchedRun(RunOptions options)
{
    private readonly CollapseRule _rule = new(options);
    private readonly PhaseSchedule _schedule = new(1);
    private WatchState _state = WatchState.Initial;
    private PhaseNumber _phase;
    private int _skippedInARow;

    public Health Health => _state.Health;

    public WatchState State => _state;

    public List<HealthVerdict> Verdicts { get; } = [];

    public bool EndsRun => _rule.EndsRun(_state, _schedule.StepsBefore(_phase));

    public double Rate => _rule.Rate(_state);

    public void Steps(int count, Figures figures, bool applied = true)
    {
        for (var i = 0; i < count; i++) Step(figures, applied);
    }

    public void Step(Figures figures, bool applied = true)
    {
        var statistics = new Dictionary<string, float>
        {
            [StatisticNames.Loss] = (float)figures.Loss,
            [StatisticNames.RealSign] = (float)figures.RealSign,
            [StatisticNames.RealSimilarity] = 0.125f,
            [StatisticNames.FakeSimilarity] = (float)(0.125 / figures.Diversity),
        };
        if (figures.Likeness is { } likeness) (statistics[StatisticNames.RealNearness], statistics[StatisticNames.CrossNearness]) = (0.04f, (float)(0.04 * likeness));
        Take(applied, figures.DiscriminatorNorm, statistics);
        Take(applied, figures.GeneratorNorm, []);
    }

    private void Take(bool applied, double norm, Dictionary<string, float> statistics)
    {
        _skippedInARow = applied ? 0 : _skippedInARow + 1;
        var before = _state.Rollbacks;
        (_state, var verdict) = _rule.After(_state, new PhaseOutcome(_phase, _schedule.RoleOf(_phase), applied, [], applied ? norm : double.NaN, statistics), _skippedInARow);
        if (_state.Rollbacks > before) _skippedInARow = 0;
        if (verdict is not null) Verdicts.Add(verdict);
        _phase = _phase.Next;
    }
}
