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
        // 20,000 steps take minutes. A leak of a tensor a step shows in 2,000 as well: 400 bytes each are a percent of what the process holds. One of
        // a picture or a checkpoint shows too: there are 20 of each among them.
        const long First = 1000;
        var (last, often) = FullSize.Demanded ? (20_000L, []) : (3000L, TrainingSetup.Set("samples.every=100", "checkpoints.every=100"));
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(TrainingSetup.Preset("ring8", 1_000_000).In(run, often));

        await program.Until($"step {First}", () => run.LastStep >= First);
        var early = program.ResidentKilobytes();
        // In the middle of a run: after its end there is no process to look at.
        await program.Until($"step {last}", () => run.LastStep >= last);
        var late = program.ResidentKilobytes();
        program.Send(Signal.Terminate);
        (await program.End()).AssertExit(130);

        TestContext.Current.TestOutputHelper?.WriteLine($"resident at step {First}: {early} kB, at step {last}: {late} kB ({100.0 * (late - early) / early:+0.0;-0.0} %)");
        Assert.True(late <= early * 1.05, $"{early} kB at step {First}, {late} kB at step {last}");
    }
}
