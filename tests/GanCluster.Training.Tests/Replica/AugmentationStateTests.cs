using GanCluster.Core.Options;
using GanCluster.Training.Replica;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

public class AugmentationStateTests
{
    [Fact]
    public void Follow_SignAboveAndBelowTheTarget_GoesUpAndDownWithinZeroAndOne()
    {
        using var state = new AugmentationState(new AugmentationOptions { Target = 0.6, Images = 640 }, globalBatch: 64);
        state.Follow(0.5f);
        Assert.Equal(0, state.Strength);
        for (var i = 0; i < 3; i++) state.Follow(0.7f);
        Assert.Equal(0.3f, state.Strength, 1e-6f);
        state.Follow(0.1f);
        Assert.Equal(0.2f, state.Strength, 1e-6f);
        for (var i = 0; i < 20; i++) state.Follow(1);
        Assert.Equal(1, state.Strength);
    }

    [Fact]
    public void Restore_FreshTrainer_GoesOnWithTheSameStrength()
    {
        var options = TinyOptions.Of(NetworkKind.Dcgan) with { Augmentation = new AugmentationOptions { Kind = AugmentationKind.Ada, Target = -1, Images = 320 } };
        using var run = new TestRun(options);
        run.Run(6);
        using var snapshot = run.Trainer.Snapshot();
        var outcome = run.Run(5)[^1];
        Assert.InRange(outcome.Statistics["augmentation"], 0.1f, 1f);
        using var resumed = new TestRun(options, lanes: 2);
        resumed.Trainer.Restore(snapshot);
        Assert.Equal(outcome.Statistics["augmentation"], resumed.Run(5)[^1].Statistics["augmentation"]);
        Assert.Equal(run.Trainer.Digest(), resumed.Trainer.Digest());
    }
}
