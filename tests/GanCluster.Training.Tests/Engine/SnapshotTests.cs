using GanCluster.Core.Options;

namespace GanCluster.Training.Tests.Engine;

public class SnapshotTests
{
    [Theory]
    [InlineData(NetworkKind.Mlp, OptimizerKind.Adam, 5)]
    [InlineData(NetworkKind.Mlp, OptimizerKind.RmsProp, 6)]
    [InlineData(NetworkKind.Dcgan, OptimizerKind.AdamW, 4)]
    [InlineData(NetworkKind.Dcgan, OptimizerKind.Sgd, 3)]
    public void Restore_FreshTrainer_GoesOnToTheSameBytes(NetworkKind kind, OptimizerKind optimizer, int before)
    {
        var options = TinyOptions.Of(kind, Normalization.Batch, optimizer: new OptimizerOptions { Kind = optimizer, Momentum = optimizer == OptimizerKind.RmsProp ? 0.9 : 0 });
        using var undisturbed = new TestRun(options);
        undisturbed.Run(before);
        using var snapshot = undisturbed.Trainer.Snapshot();
        Assert.Equal(undisturbed.Trainer.Digest(), snapshot.Digest());
        undisturbed.Run(7);

        using var resumed = new TestRun(options, lanes: 2);
        resumed.Trainer.Restore(snapshot);
        Assert.Equal(snapshot.Digest(), resumed.Trainer.Digest());
        resumed.Run(7);
        Assert.Equal((undisturbed.Trainer.Digest(), undisturbed.Trainer.Lineage), (resumed.Trainer.Digest(), resumed.Trainer.Lineage));
        Assert.Equal(undisturbed.Trainer.Counters, resumed.Trainer.Counters);
    }

    [Fact]
    public void Restore_EverythingThatIsKept_GoesOnToTheSameBytes()
    {
        var options = TinyOptions.Of(NetworkKind.Resnet, loss: new LossOptions { Kind = LossKind.Hinge, R1 = 1, R2 = 1, InstanceNoise = 0.1, PenaltySchedule = Falling });
        options = options with
        {
            Generator = options.Generator with { AverageWarmup = 10, SpectralNorm = Switch.On, Optimizer = new OptimizerOptions { Schedule = Falling } },
            Discriminator = options.Discriminator with { SpectralNorm = Switch.On, Optimizer = new OptimizerOptions { Schedule = Falling with { Kind = ScheduleKind.Linear, Warmup = 5 } } },
            Augmentation = new AugmentationOptions { Kind = AugmentationKind.Ada, Target = -1, Images = 400 },
            Training = options.Training with { Horizon = 20, Conditional = Conditioning.On },
        };
        var data = new NoiseImages(3, 16, 16) { Classes = ["a", "b", "c"] };
        using var undisturbed = new TestRun(options, data);
        undisturbed.Run(7);
        using var snapshot = undisturbed.Trainer.Snapshot();
        undisturbed.Run(8);
        using var resumed = new TestRun(options, data, lanes: 3);
        resumed.Trainer.Restore(snapshot);
        resumed.Run(8);
        Assert.Equal((undisturbed.Trainer.Digest(), undisturbed.Trainer.Lineage), (resumed.Trainer.Digest(), resumed.Trainer.Lineage));
    }

    // Dropout has no state: its streams begin anew with each shard. Momentum and both schedules have.
    [Fact]
    public void Restore_PaperRecipe_GoesOnToTheSameBytes()
    {
        using var undisturbed = new TestRun(TinyOptions.Paper());
        undisturbed.Run(5);
        using var snapshot = undisturbed.Trainer.Snapshot();
        undisturbed.Run(8);
        using var resumed = new TestRun(TinyOptions.Paper(), lanes: 2);
        resumed.Trainer.Restore(snapshot);
        resumed.Run(8);
        Assert.Equal((undisturbed.Trainer.Digest(), undisturbed.Trainer.Lineage), (resumed.Trainer.Digest(), resumed.Trainer.Lineage));
    }

    private static ScheduleOptions Falling => new() { Kind = ScheduleKind.Cosine, Final = 0.1 };

    [Fact]
    public void Restore_TrainerThatHasGoneOn_GoesBack()
    {
        using var run = new TestRun(TinyOptions.Of(NetworkKind.Dcgan));
        run.Run(3);
        using var snapshot = run.Trainer.Snapshot();
        run.Run(4);
        var expected = (run.Trainer.Digest(), run.Trainer.Lineage);
        run.Trainer.Restore(snapshot);
        run.Run(4);
        Assert.Equal(expected, (run.Trainer.Digest(), run.Trainer.Lineage));
    }

    [Fact]
    public void Snapshot_TrainingGoesOn_IsUnchanged()
    {
        using var run = new TestRun(TinyOptions.Of());
        using var snapshot = run.Trainer.Snapshot();
        var before = snapshot.Digest();
        run.Run(3);
        Assert.Equal(before, snapshot.Digest());
        Assert.NotEqual(before, run.Trainer.Digest());
    }

    public static TheoryData<string> Others => ["hidden", "normalization", "optimizer", "average", "kind"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Restore_OtherNetworks_ThrowsAndChangesNothing(string difference)
    {
        var options = TinyOptions.Of(NetworkKind.Mlp);
        var other = difference switch
        {
            // The last group differs, so that what comes before it would already be overwritten.
            "hidden" => options with { Discriminator = options.Discriminator with { Hidden = [24, 18] } },
            "normalization" => options with { Discriminator = options.Discriminator with { Normalization = Normalization.Batch } },
            "optimizer" => options with { Discriminator = options.Discriminator with { Optimizer = new OptimizerOptions { Kind = OptimizerKind.RmsProp } } },
            "average" => options with { Generator = options.Generator with { MovingAverage = 0 } },
            _ => TinyOptions.Of(NetworkKind.Dcgan),
        };
        using var theirs = new TestRun(other);
        theirs.Run(2);
        using var snapshot = theirs.Trainer.Snapshot();
        using var ours = new TestRun(options);
        ours.Run(1);
        var before = (ours.Trainer.Digest(), ours.Trainer.Lineage, ours.Trainer.Counters);
        Assert.Throws<ArgumentException>(() => ours.Trainer.Restore(snapshot));
        Assert.Equal(before, (ours.Trainer.Digest(), ours.Trainer.Lineage, ours.Trainer.Counters));
    }
}
