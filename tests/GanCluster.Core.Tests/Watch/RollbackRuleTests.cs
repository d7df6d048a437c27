using GanCluster.Core.Options;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Tests.Watch;

public class RollbackRuleTests
{
    private const int Window = 10;

    private static readonly RunOptions Options = new()
    {
        Watch = new WatchOptions { Policy = WatchPolicy.Rollback, Window = Window, Patience = 2, From = 50, Rollbacks = 2, RollbackFactor = 0.25 },
    };

    private static readonly Figures Collapsed = Figures.Healthy with { Diversity = 0.1 };

    [Fact]
    public void After_ACollapse_GoesBackToTheLastHealthyWindow()
    {
        var run = new WatchedRun(Options);
        run.Steps(100, Figures.Healthy);
        Assert.Equal((100, 1.0), (run.State.HealthyStep, run.Rate));
        run.Steps(Window, Collapsed);
        Assert.Equal((100, 0), (run.State.HealthyStep, run.State.Rollbacks));
        run.Steps(Window, Collapsed);

        var verdict = run.Verdicts[^1];
        Assert.Equal((120, Health.Collapsed, 1, new Rollback(100, 1, 2, 0.25)), (verdict.Step, verdict.Health, verdict.Rollbacks, verdict.Rollback));
        Assert.Equal("generated samples are 0.1 times as diverse as real ones, a collapse below 0.4 (steps 111 to 120)", verdict.Reason);
        Assert.Equal("back to the networks of step 100, learning rates × 0.25, rollback 1 of 2", verdict.Rollback!.ToString());
        Assert.Equal(WatchState.Initial with { Rollbacks = 1, HealthyStep = 100, RolledBackAt = 120 }, run.State);
        Assert.Equal((0.25, false), (run.Rate, run.EndsRun));

        // As long as at first until it is believed again.
        run.Steps(Window, Collapsed);
        Assert.Equal((Health.Healthy, 1), (run.Health, run.State.Rollbacks));
        run.Steps(2 * Window, Figures.Healthy);
        Assert.Equal((Health.Healthy, 150, 1), (run.Health, run.State.HealthyStep, run.Verdicts[^1].Rollbacks));
        Assert.Null(run.Verdicts[^1].Rollback);
    }

    [Fact]
    public void After_AllAreUsed_TheNextCollapseEndsTheRun()
    {
        var run = new WatchedRun(Options);
        run.Steps(80, Figures.Healthy);
        run.Steps(4 * Window, Collapsed);
        Assert.Equal([new Rollback(80, 1, 2, 0.25), new Rollback(80, 2, 2, 0.0625)], run.Verdicts.Select(verdict => verdict.Rollback).OfType<Rollback>());
        Assert.False(run.EndsRun);
        run.Steps(2 * Window, Collapsed);
        Assert.True(run.EndsRun);
        Assert.Equal((Health.Collapsed, 2, 0.0625), (run.Health, run.State.Rollbacks, run.Rate));
        Assert.EndsWith("(steps 131 to 140), after 2 rollbacks", run.Verdicts[^1].Reason);
    }

    // It may be on its way down, and would be there again at once.
    [Fact]
    public void After_AWindowThatIsOnlyJustHealthy_IsNotWhatItGoesBackTo()
    {
        var run = new WatchedRun(Options);
        run.Steps(80, Figures.Healthy);
        run.Steps(50, Figures.Healthy with { Diversity = 0.63 });
        Assert.Equal((Health.Healthy, 80), (run.Health, run.State.HealthyStep));
        run.Steps(Window, Figures.Healthy with { Diversity = 0.67 });
        Assert.Equal(140, run.State.HealthyStep);
    }

    [Fact]
    public void After_AWarning_TakesNoCopyBeforeItIsTakenBack()
    {
        var run = new WatchedRun(Options);
        run.Steps(80, Figures.Healthy);
        run.Steps(2 * Window, Figures.Healthy with { Diversity = 0.5 });
        run.Steps(Window, Figures.Healthy);
        Assert.Equal((Health.Warning, 80), (run.Health, run.State.HealthyStep));
        run.Steps(Window, Figures.Healthy);
        Assert.Equal((Health.Healthy, 120), (run.Health, run.State.HealthyStep));
    }

    // Those of a new generator aren't judged, and it is one again.
    [Fact]
    public void After_ACollapseBeforeAnyHealthyWindow_BeginsAnewAndWaitsAsAtFirst()
    {
        var run = new WatchedRun(Options);
        run.Steps(70, Collapsed);
        Assert.Equal((70, new Rollback(0, 1, 2, 0.25)), (run.Verdicts[^1].Step, run.Verdicts[^1].Rollback));
        run.Steps(59, Collapsed);
        Assert.Equal(70, run.Verdicts[^1].Step);
        run.Steps(1, Collapsed);
        Assert.Equal(130, run.Verdicts[^1].Step);
    }

    [Fact]
    public void After_TenPhasesInARowAreNotFinite_GoesBackWithoutWaitingAndJudgesNoWindowBegunBefore()
    {
        var run = new WatchedRun(Options);
        run.Steps(82, Figures.Healthy);
        run.Steps(4, Collapsed, applied: false);
        Assert.Equal(0, run.State.Rollbacks);
        run.Steps(1, Collapsed, applied: false);
        Assert.Equal((87, "the averages of 10 phases in a row weren't finite (to step 87)", new Rollback(80, 1, 2, 0.25)), (run.Verdicts[^1].Step, run.Verdicts[^1].Reason, run.Verdicts[^1].Rollback));
        run.Steps(12, Figures.Healthy);
        Assert.Equal(87, run.Verdicts[^1].Step);
        run.Steps(1, Figures.Healthy);
        Assert.Equal(100, run.Verdicts[^1].Step);
    }

    [Theory]
    [InlineData(WatchPolicy.Warn), InlineData(WatchPolicy.Stop)]
    public void After_OtherPolicies_RollNothingBack(WatchPolicy policy)
    {
        var run = new WatchedRun(Options with { Watch = Options.Watch with { Policy = policy } });
        run.Steps(100, Figures.Healthy);
        run.Steps(5 * Window, Collapsed);
        run.Steps(20, Collapsed, applied: false);
        Assert.Equal((0, 0, 0, 1.0), (run.State.Rollbacks, run.State.HealthyStep, run.State.RolledBackAt, run.Rate));
        Assert.All(run.Verdicts, verdict => Assert.Equal((0, null), (verdict.Rollbacks, verdict.Rollback)));
    }
}
