using System.Diagnostics;
using GanCluster.Core.Options;

namespace GanCluster.Training.Tests.Engine;

[Collection(AloneCollection.Name)]
public class MemoryTests
{
    [Fact]
    public void RunPhase_ThreeThousandSteps_KeepsResidentMemory()
    {
        using var run = new TestRun(Points(hidden: 16), new NoiseImages(2), lanes: 2);
        run.Run(2 * 1000);
        // What leaks with each step shows in every window; what the runtime takes meanwhile, compiled code for one, in some of them.
        var least = double.PositiveInfinity;
        var before = ResidentMemory();
        for (var window = 0; window < 4; window++)
        {
            run.Run(2 * 500);
            var now = ResidentMemory();
            least = Math.Min(least, (double)(now - before) / before);
            before = now;
        }

        Assert.InRange(least, -1, 0.0125);
    }

    [Fact]
    public void RunPhase_ManagedAllocation_IsSmallAndNotTheModels()
    {
        var (small, large) = (AllocatedPerStep(Points(hidden: 16)), AllocatedPerStep(Points(hidden: 256)));
        Assert.InRange(small, 0, 64 * 1024);
        // Sixteen times as wide, 200 times the parameters: 1 MB of them.
        Assert.InRange(large, 0, small + 1024);
    }

    private static double AllocatedPerStep(RunOptions options)
    {
        const int Steps = 200;
        using var run = new TestRun(options, new NoiseImages(2), lanes: 2);
        run.Run(2 * 20);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        run.Run(2 * Steps);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Steps;
    }

    private static long ResidentMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static RunOptions Points(int hidden) => new()
    {
        Generator = new GeneratorOptions { Kind = NetworkKind.Mlp, Hidden = [hidden, hidden], Latent = 8 },
        Discriminator = new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [hidden, hidden] },
        Loss = new LossOptions { R1 = 1, R1Every = 4 },
        Training = new TrainingOptions { Shards = 2, ShardBatch = 8 },
    };
}
