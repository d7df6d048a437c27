using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Training.Data;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

/// <summary>The watch as part of the replica: the same verdicts whoever computes, and after a restart.</summary>
public class WatchTests
{
    private static readonly RunOptions Options = Watched(new WatchOptions { Window = 4, Patience = 2, From = 4, Warning = 0.97, Collapsed = 0.9 });

    [Fact]
    public void Commit_AnyLanes_SameVerdicts()
    {
        using var one = new TestRun(Options);
        using var three = new TestRun(Options, lanes: 3);
        var verdicts = Verdicts(one.Run(60));
        Assert.Equal([8L, 12, 16, 20, 24, 28], verdicts.Select(verdict => verdict.Step));
        Assert.Contains(verdicts, verdict => verdict.Health != Health.Healthy);
        Assert.Equal(verdicts, Verdicts(three.Run(60)));
    }

    // After 23 phases: in the middle of a window, and of a step.
    [Theory]
    [InlineData(23), InlineData(16), InlineData(32)]
    public void Restore_AnywhereInAWindow_SameVerdictsAsWithoutARestart(int before)
    {
        using var undisturbed = new TestRun(Options);
        var first = undisturbed.Run(before);
        using var snapshot = undisturbed.Trainer.Snapshot();
        PhaseOutcome[] expected = undisturbed.Run(60 - before);
        Assert.NotEmpty(Verdicts(expected));

        using var resumed = new TestRun(Options, lanes: 2);
        resumed.Trainer.Restore(snapshot);
        Assert.Equal(Verdicts(expected), Verdicts(resumed.Run(60 - before)));
        Assert.Equal(undisturbed.Trainer.Health, resumed.Trainer.Health);
    }

    [Fact]
    public void Digest_OtherThresholds_IsTheSameAndSoIsTheLineage()
    {
        using var run = new TestRun(Options);
        using var other = new TestRun(Watched(new WatchOptions { Window = 3, Patience = 1, From = 0, Warning = 0, Collapsed = 0, Scattered = 0, DiscriminatorLoss = 0 }));
        run.Run(30);
        other.Run(30);
        Assert.Equal((run.Trainer.Digest(), run.Trainer.Lineage), (other.Trainer.Digest(), other.Trainer.Lineage));
        Assert.NotEqual(run.Trainer.Health, other.Trainer.Health);
    }

    [Fact]
    public void Restore_ASnapshotFromBeforeThereWasAWatch_BeginsAnew()
    {
        using var run = new TestRun(Options);
        run.Run(30);
        using var snapshot = run.Trainer.Snapshot();
        var old = new ReplicaSnapshot(snapshot.Counters, snapshot.Lineage, [.. snapshot.Groups.Where(group => group.IsTrained)]);
        Assert.Equal(snapshot.Digest(), old.Digest());
        using var resumed = new TestRun(Options);
        resumed.Run(30);
        Assert.NotEqual(Health.Healthy, resumed.Trainer.Health);
        resumed.Trainer.Restore(old);
        Assert.Equal(Health.Healthy, resumed.Trainer.Health);
        Assert.Equal(run.Trainer.Digest(), resumed.Trainer.Digest());
    }

    [Fact]
    public void EndsRun_PolicyStop_AtTheStepOfTheVerdictAndStillAfterARestore()
    {
        var options = Options with { Watch = Options.Watch with { Policy = WatchPolicy.Stop } };
        using var run = new TestRun(options);
        HealthVerdict? verdict = null;
        for (var phase = 0; phase < 60 && !run.Trainer.EndsRun; phase++) verdict = run.Run(1)[0].Verdict;
        Assert.Equal(Health.Collapsed, verdict?.Health);
        Assert.Equal(2 * verdict!.Step, run.Trainer.Counters.Next.Value);
        using var snapshot = run.Trainer.Snapshot();
        using var resumed = new TestRun(options);
        resumed.Trainer.Restore(snapshot);
        Assert.True(resumed.Trainer.EndsRun);
        using var warned = new TestRun(Options);
        warned.Trainer.Restore(snapshot);
        Assert.False(warned.Trainer.EndsRun);
    }

    // 25 modes are found within 400 steps. What the preset makes of them later is another question.
    [Fact]
    public void Commit_PresetThatFindsItsModes_RaisesNoAlarm()
    {
        var options = Presets.Grid25.Options with { Watch = new WatchOptions { Window = 50, Patience = 2, From = 350 } };
        using var run = new TestRun(options, TrainingDataSource.Open(options.Data, options.Training.Seed), lanes: 2);
        var verdicts = Verdicts(run.Run(2 * 600));
        Assert.Equal(5, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.Equal(Health.Healthy, verdict.Health));
    }

    private static RunOptions Watched(WatchOptions watch) => TinyOptions.Of() with { Watch = watch };

    private static HealthVerdict[] Verdicts(IEnumerable<PhaseOutcome> outcomes) => [.. outcomes.Select(outcome => outcome.Verdict).OfType<HealthVerdict>()];
}
