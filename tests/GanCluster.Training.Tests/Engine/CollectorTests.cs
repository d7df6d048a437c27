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
        // A collection every millisecond: often enough to fall into a call, and training goes on between them.
        Assert.Equal(Train(options), Beside(() => Train(options), done =>
        {
            if (!done.Wait(1)) GC.Collect(0);
        }));
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
        Action<ManualResetEventSlim> allocate = _ => GC.KeepAlive(new byte[1000]), collect = _ =>
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        };
        var judged = Beside(
            () =>
            {
                for (var i = 0; i < 60_000; i++)
                {
                    using var window = new ParzenWindow(points, 4);
                }

                return Enumerable.Range(0, 50).Select(_ => Judge(points)).ToList();
            },
            [collect, .. Enumerable.Repeat(allocate, 2 * Environment.ProcessorCount)]);
        Assert.All(judged, figures => Assert.Equal(quiet, figures));
    }

    private static (double, double) Judge(float[] points)
    {
        using var window = new ParzenWindow(points, 4);
        return (window.LogLikelihoods(points, [0.5])[0].Sum(), new SlicedWasserstein(points, 4, seed: 1).Of(points.AsSpan(0, 128)).Value);
    }

    // While the others, on threads of their own, do theirs again and again.
    private static T Beside<T>(Func<T> work, params Action<ManualResetEventSlim>[] others)
    {
        using var done = new ManualResetEventSlim();
        List<Thread> threads = [.. others.Select(other => new Thread(() =>
        {
            while (!done.IsSet) other(done);
        }))];
        foreach (var thread in threads) thread.Start();
        try
        {
            return work();
        }
        finally
        {
            done.Set();
            foreach (var thread in threads) thread.Join();
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
