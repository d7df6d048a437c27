using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Replica;
using GanCluster.Training.Tests.Checkpoints;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

/// <summary>A rollback as part of the replica: to the same bytes whoever computes, and wherever a restart falls.</summary>
public class RollbackTests
{
    private const int Phases = 100;

    /// <summary>
    /// With everything that a replica keeps: average with warm-up, momentum, adaptive augmentation, spectral vectors, schedules. Its learning rates grow until nothing finite comes of it:
    /// twice, since they go on to grow when they have been divided by twenty.
    /// </summary>
    private static RunOptions Exploding
    {
        get
        {
            var growing = new OptimizerOptions { Kind = OptimizerKind.Sgd, LearningRate = 0.01, Momentum = 0.5, Schedule = new ScheduleOptions { Kind = ScheduleKind.Exponential, Final = 1e6 } };
            var options = TinyOptions.Of(NetworkKind.Mlp, loss: new LossOptions { Kind = LossKind.Hinge, InstanceNoise = 0.1 }, optimizer: growing);
            return options with
            {
                Generator = options.Generator with { AverageWarmup = 10, SpectralNorm = Switch.On },
                Augmentation = new AugmentationOptions { Kind = AugmentationKind.Ada, Target = -1, Images = 4000 },
                Training = options.Training with { Horizon = 60 },
                Watch = new WatchOptions { Policy = WatchPolicy.Rollback, Window = 4, Patience = 2, From = 4, Warning = 0, Collapsed = 0, Scattered = 0, DiscriminatorLoss = 0, GradientNorm = 20, RollbackFactor = 0.05 },
            };
        }
    }

    [Fact]
    public void Commit_AnyLanes_RollsBackAtTheSameStepsToTheSameBytes()
    {
        using var one = new TestRun(Exploding);
        var verdicts = Verdicts(one.Run(Phases));
        var rollbacks = verdicts.Select(verdict => verdict.Rollback).OfType<Rollback>().ToList();
        Assert.Equal(2, rollbacks.Count);
        Assert.All(rollbacks, rollback => Assert.True(rollback.To > 0, $"{rollback}"));
        using var three = new TestRun(Exploding, lanes: 3);
        Assert.Equal(verdicts, Verdicts(three.Run(Phases)));
        Assert.Equal((one.Trainer.Digest(), one.Trainer.Lineage), (three.Trainer.Digest(), three.Trainer.Lineage));
    }

    // After the phases below: between the healthy copy and the rollback, at the rollback, and after it in the middle of a step.
    [Fact]
    public void Restore_AnywhereFromACheckpointOnDisk_SameRollbacksAndBytes()
    {
        using var folder = new TemporaryFolder();
        using var undisturbed = new TestRun(Exploding);
        var store = new CheckpointStore(folder.Path, new CheckpointOptions { Keep = 100 }, new TestTime(), new RecordingLogger());
        var saved = new List<(string Checkpoint, int Phases, int Verdicts)>();
        var verdicts = new List<HealthVerdict>();
        var done = 0;
        foreach (var phases in new[] { 42, 60, 63 })
        {
            verdicts.AddRange(Verdicts(undisturbed.Run(phases - done)));
            done = phases;
            using var content = new CheckpointContent(undisturbed.Trainer.Snapshot(), default, phases, "{}", new CheckpointData("noise", [1, 16, 16]));
            saved.Add((store.Write(content), phases, verdicts.Count));
        }

        verdicts.AddRange(Verdicts(undisturbed.Run(Phases - done)));
        Assert.Contains(verdicts, verdict => verdict.Rollbacks == 2);
        foreach (var (path, phases, before) in saved)
        {
            Assert.True(Checkpoint.TryOpen(path, out var checkpoint, out _));
            using var snapshot = checkpoint.Load();
            using var resumed = new TestRun(Exploding, lanes: 2);
            resumed.Trainer.Restore(snapshot);
            Assert.Equal(snapshot.Digest(), resumed.Trainer.Digest());
            Assert.Equal(verdicts.Skip(before), Verdicts(resumed.Run(Phases - phases)));
            Assert.Equal((undisturbed.Trainer.Digest(), undisturbed.Trainer.Lineage), (resumed.Trainer.Digest(), resumed.Trainer.Lineage));
        }
    }

    [Fact]
    public void Commit_ARollback_PutsBackEverythingThatIsTrainedAndPhasesGoOn()
    {
        using var run = new TestRun(Exploding);
        run.Run(2 * 20);
        var (healthy, counters) = (Trained(run), run.Trainer.Counters);
        Assert.Equal(["augmentation", "discriminator", "discriminator_optimizer", "generator", "generator_average", "generator_optimizer"], healthy.Keys.Order());
        Dictionary<string, int[]> before;
        PhaseOutcome last;
        do
        {
            before = Trained(run);
            last = run.Run(1)[0];
        }
        while (last.Verdict?.Rollback is null);

        Assert.All(healthy, group => Assert.NotEqual(group.Value, before[group.Key]));
        Assert.Equal(healthy, Trained(run));
        var now = run.Trainer.Counters;
        Assert.Equal((counters.Generator, counters.Discriminator, 0, last.Phase.Next), (now.Generator, now.Discriminator, now.SkippedInARow, now.Next));
        Assert.True(now.Skipped >= 10);
    }

    // One update of plain SGD from the same networks by the same average: the rate is all that differs.
    [Fact]
    public void Commit_AfterARollback_UpdatesByTheFactor()
    {
        var sgd = new OptimizerOptions { Kind = OptimizerKind.Sgd, LearningRate = 0.5 };
        var options = TinyOptions.Of(optimizer: sgd) with { Watch = new WatchOptions { Policy = WatchPolicy.Rollback, Window = 1, Patience = 1, From = 0, Collapsed = 0.5, RollbackFactor = 0.25 } };
        using var run = new TestRun(options);
        var start = Trained(run);
        using var average = PhaseAverage.Of(run.Trainer);
        run.Trainer.Commit(average, [1], run.Lanes);
        var whole = Trained(run);
        // Noise is drawn by a new generator: a collapse at the first step, back to where it began.
        Assert.Equal(new Rollback(0, 1, 3, 0.25), run.Run(1)[0].Verdict!.Rollback);
        Assert.Equal(start, Trained(run));
        run.Trainer.Commit(average, [1], run.Lanes);
        var quarter = Trained(run);
        var parameters = (int)run.Trainer.Discriminator.ParameterLength;
        foreach (var (from, first, second) in Floats(start, parameters).Zip(Floats(whole, parameters), Floats(quarter, parameters)))
            Assert.Equal((first - from) / 4, second - from, 1e-6f);
        Assert.NotEqual(start["discriminator"], quarter["discriminator"]);
    }

    [Fact]
    public void EndsRun_EveryRollbackUsed_EndsAtTheStepOfTheVerdictAndStillAfterARestore()
    {
        var options = TinyOptions.Of() with { Watch = new WatchOptions { Policy = WatchPolicy.Rollback, Window = 2, Patience = 2, From = 2, Collapsed = 0.5, Rollbacks = 2 } };
        using var run = new TestRun(options);
        var verdicts = new List<HealthVerdict>();
        for (var phase = 0; phase < 100 && !run.Trainer.EndsRun; phase++) verdicts.AddRange(Verdicts(run.Run(1)));
        // Each time as many steps as at first aren't judged.
        Assert.Equal([6L, 12, 18], verdicts.Where(verdict => verdict.Health == Health.Collapsed).Select(verdict => verdict.Step));
        Assert.Equal([1, 2], verdicts.Select(verdict => verdict.Rollback).OfType<Rollback>().Select(rollback => rollback.Number));
        Assert.Equal(new PhaseNumber(2 * 18), run.Trainer.Counters.Next);
        using var snapshot = run.Trainer.Snapshot();
        using var resumed = new TestRun(options);
        resumed.Trainer.Restore(snapshot);
        Assert.True(resumed.Trainer.EndsRun);
        using var other = new TestRun(options with { Watch = options.Watch with { Policy = WatchPolicy.Warn } });
        Assert.Throws<ArgumentException>(() => other.Trainer.Restore(snapshot));
    }

    // Unless it is rolled back a run under this policy trains as any other: what is compared lies in both.
    [Fact]
    public void Commit_WithoutACollapse_TrainsWhatOtherPoliciesTrain()
    {
        using var run = new TestRun(Exploding);
        using var other = new TestRun(Exploding with { Watch = Exploding.Watch with { Policy = WatchPolicy.Warn } });
        run.Run(2 * 20);
        other.Run(2 * 20);
        Assert.Equal(Trained(other), Trained(run));
        Assert.NotEqual(other.Trainer.Digest(), run.Trainer.Digest());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(1L << 52), InlineData(long.MaxValue), InlineData(long.MinValue), InlineData(0x7FF8_0001_FF7F_8001)]
    public void Read_WhatWasWritten_IsEqualToTheBit(long value)
    {
        using var values = new AlignedBuffer(RollbackTensors.Layout.Length);
        var number = BitConverter.Int64BitsToDouble(value);
        var (state, generator, discriminator) = (WatchState.Initial with { Health = Health.Warning, Rollbacks = 7, HealthyStep = value, RolledBackAt = ~value }, new OptimizerCounters(value, number, 0.1), new OptimizerCounters(3, double.Epsilon, number));
        RollbackTensors.Write(values, state, generator, discriminator);
        Assert.Equal((state, generator, discriminator), RollbackTensors.Read(values));
    }

    private static Dictionary<string, int[]> Trained(TestRun run) =>
        PhaseAverage.BitsOf(run.Trainer).Where(group => group.Key != TensorGroup.Rollback && !group.Key.StartsWith("healthy_", StringComparison.Ordinal)).ToDictionary(group => group.Key, group => group.Value);

    private static IEnumerable<float> Floats(Dictionary<string, int[]> groups, int count) => groups["discriminator"].Take(count).Select(BitConverter.Int32BitsToSingle);

    private static HealthVerdict[] Verdicts(IEnumerable<PhaseOutcome> outcomes) => [.. outcomes.Select(outcome => outcome.Verdict).OfType<HealthVerdict>()];
}
