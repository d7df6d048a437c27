using GanCluster.Core.Options;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Tests.Watch;

public class CollapseRuleTests
{
    private const int Window = 10, Patience = 2;

    private static readonly RunOptions Options = new() { Watch = new WatchOptions { Window = Window, Patience = Patience, From = 50, GradientNorm = 100 } };

    [Fact]
    public void After_HealthyNoise_StaysHealthyAndSaysTheFigures()
    {
        var run = new WatchedRun(Options);
        for (var step = 0; step < 500; step++) run.Step(Figures.Healthy with { Diversity = 0.85 + 0.15 * Math.Sin(step * 1.7), Loss = 1 + 0.5 * Math.Sin(step * 0.9) });
        Assert.All(run.Verdicts, verdict => Assert.Equal(Health.Healthy, verdict.Health));
        Assert.Equal(Enumerable.Range(6, 45).Select(window => 10L * window), run.Verdicts.Select(verdict => verdict.Step));
        Assert.Matches(@"^generated samples are 0\.8\d* times as diverse as real ones, the discriminator's loss is \d(\.\d+)? \(steps 491 to 500\)$", run.Verdicts[^1].Reason);
    }

    [Fact]
    public void After_DiversityFalls_WarnsThenCollapsesWithTheNumbers()
    {
        var run = new WatchedRun(Options);
        run.Steps(100, Figures.Healthy);
        run.Steps(2 * Window, Figures.Healthy with { Diversity = 0.5 });
        Assert.Equal(Health.Warning, run.Health);
        Assert.Equal("generated samples are 0.5 times as diverse as real ones, a warning below 0.6 (steps 111 to 120)", run.Verdicts[^1].Reason);
        run.Steps(Window, Figures.Healthy with { Diversity = 0.125 });
        Assert.Equal(Health.Warning, run.Health);
        run.Steps(Window, Figures.Healthy with { Diversity = 0.125 });
        Assert.Equal(Health.Collapsed, run.Health);
        Assert.Equal("generated samples are 0.125 times as diverse as real ones, a collapse below 0.4 (steps 131 to 140)", run.Verdicts[^1].Reason);
    }

    [Fact]
    public void After_PointsWhereNoRealOnesAre_CollapsesThoughTheyAreDiverse()
    {
        var run = new WatchedRun(Options);
        run.Steps(100, Figures.Healthy with { Likeness = 0.9 });
        Assert.Equal(Health.Healthy, run.Health);
        run.Steps(2 * Window, Figures.Healthy with { Likeness = 0.125 });
        Assert.Equal(Health.Collapsed, run.Health);
        Assert.Equal("generated points lie 0.125 times as near to real ones as those to one another, nothing learned below 0.3 (steps 111 to 120)", run.Verdicts[^1].Reason);
        run.Steps(2 * Window, Figures.Healthy with { Likeness = 0.31 });
        Assert.Equal(Health.Collapsed, run.Health);
        run.Steps(2 * Window, Figures.Healthy with { Likeness = 0.5 });
        Assert.Equal(Health.Healthy, run.Health);
    }

    [Fact]
    public void After_OneBadWindowBetweenGoodOnes_ChangesNothing()
    {
        var run = new WatchedRun(Options);
        for (var i = 0; i < 20; i++) run.Steps(Window, Figures.Healthy with { Diversity = i % 2 == 0 ? 0.01 : 0.9 });
        Assert.All(run.Verdicts, verdict => Assert.Equal(Health.Healthy, verdict.Health));
    }

    [Fact]
    public void After_ALittleAboveTheThreshold_KeepsTheVerdictUntilTheMarginIsPassed()
    {
        var run = new WatchedRun(Options);
        run.Steps(100, Figures.Healthy with { Diversity = 0.5 });
        Assert.Equal(Health.Warning, run.Health);
        run.Steps(100, Figures.Healthy with { Diversity = 0.63 });
        Assert.Equal(Health.Warning, run.Health);
        run.Steps(Window, Figures.Healthy with { Diversity = 0.7 });
        Assert.Equal(Health.Warning, run.Health);
        run.Steps(Window, Figures.Healthy with { Diversity = 0.7 });
        Assert.Equal(Health.Healthy, run.Health);
    }

    [Fact]
    public void After_RecoveryFromACollapse_GoesToWhatTheFiguresSay()
    {
        var run = new WatchedRun(Options);
        run.Steps(100, Figures.Healthy with { Diversity = 0.1 });
        Assert.Equal(Health.Collapsed, run.Health);
        run.Steps(2 * Window, Figures.Healthy with { Diversity = 0.45 });
        Assert.Equal(Health.Warning, run.Health);
        run.Steps(2 * Window, Figures.Healthy);
        Assert.Equal(Health.Healthy, run.Health);
    }

    [Fact]
    public void After_FirstSteps_AreNotJudged()
    {
        var run = new WatchedRun(Options);
        run.Steps(59, Figures.Healthy with { Diversity = 0.001 });
        Assert.Empty(run.Verdicts);
        run.Steps(1, Figures.Healthy with { Diversity = 0.001 });
        Assert.Equal(60, Assert.Single(run.Verdicts).Step);
    }

    // Loss alone proves nothing: it only warns, and so do gradients.
    [Theory]
    [InlineData(LossKind.NonSaturating, 0.002, 0.9, 5, Health.Warning, "the discriminator wins: its loss is 0.002, below 0.05")]
    [InlineData(LossKind.NonSaturating, 0.002, 0.5, 5, Health.Collapsed, "a warning below 0.6; the discriminator wins: its loss is 0.002")]
    [InlineData(LossKind.NonSaturating, 0.002, 40, 5, Health.Collapsed, "generated samples are 40 times as diverse as real ones, flung apart above 5; the discriminator wins")]
    [InlineData(LossKind.NonSaturating, 0.7, 40, 5, Health.Warning, "flung apart above 5 (steps")]
    [InlineData(LossKind.Relativistic, 0.002, 0.9, 5, Health.Warning, "the discriminator wins")]
    [InlineData(LossKind.Wasserstein, -3, 0.9, 5, Health.Healthy, "loss is -3")]
    [InlineData(LossKind.NonSaturating, 0.7, 0.9, 250, Health.Warning, "the generator's gradient has a mean norm of 250, above 100")]
    public void After_DiscriminatorWins_WarnsAndWithLowDiversityIsACollapse(LossKind loss, double discriminatorLoss, double diversity, double norm, Health expected, string reason)
    {
        var run = new WatchedRun(Options with { Loss = new LossOptions { Kind = loss } });
        run.Steps(100, Figures.Healthy with { Loss = discriminatorLoss, Diversity = diversity, GeneratorNorm = norm });
        Assert.Equal(expected, run.Health);
        Assert.Contains(reason, run.Verdicts[^1].Reason);
    }

    [Theory]
    [InlineData(LossKind.NonSaturating, Health.Collapsed)]
    [InlineData(LossKind.Relativistic, Health.Warning)]
    public void After_LowDiversityAndASureDiscriminator_IsACollapseWhereTheSignTells(LossKind loss, Health expected)
    {
        var run = new WatchedRun(Options with { Loss = new LossOptions { Kind = loss } });
        run.Steps(100, Figures.Healthy with { Diversity = 0.5, RealSign = 1 });
        Assert.Equal(expected, run.Health);
    }

    [Theory]
    [InlineData(40, Health.Healthy)]
    [InlineData(10, Health.Warning)]
    [InlineData(1, Health.Collapsed)]
    public void After_SkippedPhases_AreNoNumbersButAShare(int every, Health expected)
    {
        var run = new WatchedRun(Options);
        for (var step = 0; step < 200; step++)
        {
            if (step % every == 0) run.Step(Figures.Healthy with { Loss = double.NaN, Diversity = double.NaN }, applied: false);
            else run.Step(Figures.Healthy);
        }

        Assert.Equal(expected, run.Health);
        if (expected != Health.Healthy) Assert.Contains("of the phases were skipped", run.Verdicts[^1].Reason);
    }

    [Fact]
    public void EndsRun_OnlyUnderStopAtTheEndOfAWindowOfACollapse()
    {
        var collapsed = WatchState.Initial with { Health = Health.Collapsed };
        var stop = new CollapseRule(Options with { Watch = Options.Watch with { Policy = WatchPolicy.Stop } });
        Assert.True(stop.EndsRun(collapsed, 70));
        Assert.False(stop.EndsRun(collapsed, 71));
        Assert.False(stop.EndsRun(collapsed with { Health = Health.Warning }, 70));
        Assert.False(new CollapseRule(Options).EndsRun(collapsed, 70));
    }

    [Fact]
    public void Validate_CollapsedAboveWarning_IsRefusedWithTheRemedy() =>
        Assert.Contains(
            RunOptionsValidator.Validate(Options with { Watch = new WatchOptions { Warning = 0.2, Collapsed = 0.3 } }),
            mistake => mistake.Key == "watch.collapsed" && mistake.Explanation.Contains("lower it, or raise watch.warning"));

    [Theory]
    [InlineData(WatchPolicy.Warn, false), InlineData(WatchPolicy.Stop, true), InlineData(WatchPolicy.Rollback, true)]
    public void Validate_EveryThresholdOfACollapseSetToNever_IsRefusedWhereOneWouldAct(WatchPolicy policy, bool isRefused)
    {
        var never = new WatchOptions { Policy = policy, Warning = 0, Collapsed = 0, Scattered = 0, Skipped = 1 };
        Assert.Equal(isRefused, Refuses(never));
        foreach (var one in new[] { never with { Warning = 0.5, Collapsed = 0.3 }, never with { Skipped = 0.5 }, never with { Scattered = 5 } }) Assert.False(Refuses(one));

        static bool Refuses(WatchOptions watch) => RunOptionsValidator.Validate(new RunOptions { Watch = watch }).Any(mistake => mistake.Key == "watch.policy" && mistake.Explanation.Contains("raise watch.collapsed above 0"));
    }
}
