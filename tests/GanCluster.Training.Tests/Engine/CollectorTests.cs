using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Engine;

namespace GanCluster.Training.Tests.Engine;

public class CollectorTests
{
    /// <summary>
    /// TorchSharp's temporary Scalars were freed by the finalizer while libtorch read them, whenever another thread caused a collection at that moment:
    /// on a busy machine training failed within minutes.
    /// </summary>
    [Theory]
    [InlineData(LossKind.NonSaturating, Activation.LeakyRelu)]
    [InlineData(LossKind.Minimax, Activation.Elu)]
    [InlineData(LossKind.LeastSquares, Activation.LeakyRelu)]
    [InlineData(LossKind.Relativistic, Activation.LeakyRelu)]
    public void RunPhase_CollectionsAllTheTime_SameBytes(LossKind loss, Activation activation)
    {
        var small = DigestTests.Small(NetworkKind.Mlp, Normalization.None);
        var options = small with
        {
            Loss = small.Loss with { Kind = loss, R1Every = 2 },
            Training = small.Training with { Shards = 4, ShardBatch = 2 },
            Generator = small.Generator with { Hidden = [8], Activation = activation },
            Discriminator = small.Discriminator with { Hidden = [8], Activation = activation },
        };
        var quiet = Train(options);

        // A collection every millisecond: often enough to fall into a call, and training goes on between them.
        using var done = new ManualResetEventSlim();
        var collector = new Thread(() =>
        {
            while (!done.Wait(1)) GC.Collect(0);
        });
        collector.Start();
        try
        {
            Assert.Equal(quiet, Train(options));
        }
        finally
        {
            done.Set();
            collector.Join();
        }
    }

    private static Digest Train(RunOptions options)
    {
        using var trainer = new GanTrainer(options, new NoiseImages(1, 4, 4), 2);
        using var pool = new LanePool(2, trainer.EnterLane);
        using var engine = new LocalEngine(trainer, pool);
        for (var phase = 0; phase < 2000; phase++) Assert.True(engine.RunPhase().Applied);
        return trainer.Digest();
    }
}
