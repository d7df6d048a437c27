using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Engine;
using GanCluster.Training.Evaluation;

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
        Assert.Equal(Train(options), WhileCollecting(() => Train(options)));
    }

    /// <summary>
    /// A tensor that only libtorch still works with, outside of any scope, is freed during the call: <c>evaluate</c> crashed so on a busy machine. It takes more threads than cores, so that the
    /// finalizer is ahead.
    /// </summary>
    [Fact]
    public void Evaluate_CollectionsAllTheTimeOnABusyMachine_SameFigures()
    {
        float[] points = [.. Enumerable.Range(0, 256).Select(i => MathF.Sin(i))];
        var quiet = Judge(points);
        using var done = new ManualResetEventSlim();
        List<Thread> others = [new(() => Repeat(Collect)), .. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() => Repeat(() => GC.KeepAlive(new byte[1000]))))];
        foreach (var other in others) other.Start();
        try
        {
            for (var i = 0; i < 60_000; i++)
            {
                using var window = new ParzenWindow(points, 4);
            }

            for (var i = 0; i < 50; i++) Assert.Equal(quiet, Judge(points));
        }
        finally
        {
            done.Set();
            foreach (var other in others) other.Join();
        }

        void Repeat(Action work)
        {
            while (!done.IsSet) work();
        }

        void Collect()
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }

    private static (double, double) Judge(float[] points)
    {
        using var window = new ParzenWindow(points, 4);
        return (window.LogLikelihoods(points, [0.5])[0].Sum(), new SlicedWasserstein(points, 4, seed: 1).Of(points.AsSpan(0, 128)).Value);
    }

    // A collection every millisecond: often enough to fall into a call, and the work goes on between them.
    private static T WhileCollecting<T>(Func<T> work)
    {
        using var done = new ManualResetEventSlim();
        var collector = new Thread(() =>
        {
            while (!done.Wait(1)) GC.Collect(0);
        });
        collector.Start();
        try
        {
            return work();
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
