using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_ThousandsOfSteps_ResidentMemoryStays()
    {
        // 20,000 steps take minutes; a leak of a tensor a step shows in 2,000 as well: 400 bytes each are a percent of what the process holds.
        var (first, steps) = FullSize.Demanded ? (1000L, 20_000L) : (1000L, 3000L);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(TrainingSetup.Preset("ring8", steps).In(run));

        await program.Until($"step {first}", () => run.LastStep >= first);
        var early = program.ResidentKilobytes();
        // The last steps: after the end there is no process to look at.
        await program.Until("the last steps", () => run.LastStep >= steps - 50);
        var late = program.ResidentKilobytes();
        (await program.End()).AssertExit(0);

        TestContext.Current.TestOutputHelper?.WriteLine($"resident at step {first}: {early} kB, at the end: {late} kB ({100.0 * (late - early) / early:+0.0;-0.0} %)");
        Assert.True(late <= early * 1.05, $"{early} kB at step {first}, {late} kB at the end");
    }
}
