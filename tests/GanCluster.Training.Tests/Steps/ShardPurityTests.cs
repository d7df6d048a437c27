using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Steps;

/// <summary>gradient(phase, shard) is a function: what a lane computed before doesn't show.</summary>
public class ShardPurityTests
{
    [Theory]
    [InlineData(NetworkKind.Mlp, 0)]
    [InlineData(NetworkKind.Mlp, 1)]
    [InlineData(NetworkKind.Dcgan, 2)]
    [InlineData(NetworkKind.Dcgan, 3)]
    public void ComputeShard_AgainAfterOthers_GivesTheSameBits(NetworkKind kind, int phase)
    {
        using var run = new TestRun(TinyOptions.Of(kind, Normalization.Batch));
        run.Run(phase);
        var first = Compute(run.Trainer, 3);
        foreach (var other in new[] { 7, 0, 5 }) Assert.NotEqual(first, Compute(run.Trainer, other));
        run.Trainer.PrepareShard(0, run.Trainer.Counters.Next, new ShardIndex(1));
        Assert.Equal(first, Compute(run.Trainer, 3));
    }

    [Fact]
    public void ComputeShard_ReplicaItself_IsUnchanged()
    {
        using var run = new TestRun(TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch));
        for (var phase = 0; phase < 2; phase++, run.Run(1))
        {
            var before = run.Trainer.Digest();
            Compute(run.Trainer, 2);
            Assert.Equal(before, run.Trainer.Digest());
        }
    }

    // A contribution's buffer comes from a pool: whatever it held must not reach the sum.
    [Fact]
    public void ComputeShard_BufferWithOldValues_IsWrittenWhole()
    {
        using var run = new TestRun(TinyOptions.Of(NetworkKind.Mlp, Normalization.Batch, loss: new LossOptions { R1 = 0 }));
        for (var phase = 0; phase < 2; phase++, run.Run(1)) Assert.Equal(Compute(run.Trainer, 4), Compute(run.Trainer, 4, old: float.NaN));
    }

    private static int[] Compute(GanTrainer trainer, int shard, float old = 0)
    {
        using var contribution = new AlignedBuffer(trainer.ContributionLength(trainer.Counters.Next));
        contribution.Span.Fill(old);
        trainer.ComputeShard(0, new ShardIndex(shard), contribution);
        return PhaseAverage.Bits(contribution.Span);
    }
}
