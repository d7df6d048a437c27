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
    public void RunPhase_CollectionsAllTheTime_SameBytes(LossKind loss, Activation activation)
    {
        var small = DigestTests.Small(NetworkKind.Mlp, Normalization.None);
        var options = small with
        {
            Loss = small.Loss with { Kind = loss, R1Every = 2 },
            Generator = small.Generator with { Activation = activation },
            Discriminator = small.Discriminator with { Activation = activation },
        };
        var quiet = Train(options);

        var done = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(quiet, Train(options));
        }
        finally
        {
            Volatile.Write(ref done, true);
            collector.Join();
        }
    }

    private static Digest Train(RunOptions options)
    {
        using var trainer = new GanTrainer(options, new NoiseImages(1, 28, 28), 2);
        using var pool = new LanePool(2, trainer.EnterLane);
        using var engine = new LocalEngine(trainer, pool);
        for (var phase = 0; phase < 200; phase++) Assert.True(engine.RunPhase().Applied);
        return trainer.Digest();
    }
}
