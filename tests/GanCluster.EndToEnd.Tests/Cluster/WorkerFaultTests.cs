using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Whatever happens to workers, the run goes on, and to the same bytes.</summary>
public sealed class WorkerFaultTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const int Workers = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AllWorkersButOneKilled_TheLastOneGoesOn()
    {
        var setup = ClusterRun.Setup();
        await using var run = ClusterRun.Start(setup, _folder.PathOf("run"), Workers, "sharded");
        await run.UntilStep(100);
        Signals.Send(run.Workers[1], Signal.Kill);
        Signals.Send(run.Workers[3], Signal.Kill);
        await run.EndsAs(await undisturbed.Of(setup));
    }

    /// <summary>A worker that leaves hands its shards over: nobody waits for a timeout.</summary>
    [Fact]
    public async Task WorkerTerminated_Leaves_OthersGoOn()
    {
        var setup = ClusterRun.Setup();
        await using var run = ClusterRun.Start(setup, _folder.PathOf("run"), Workers, "star");
        await run.UntilStep(100);
        Signals.Send(run.Workers[2], Signal.Terminate);
        await run.EndsAs(await undisturbed.Of(setup));
    }

    [Theory, InlineData("sharded")]
    public async Task WorkerFrozenForTwentySeconds_OthersGoOnAndItComesBack(string averaging)
    {
        // As many steps as the others do meanwhile, and many more.
        var setup = ClusterRun.Setup(20_000);
        await using var run = ClusterRun.Start(setup, _folder.PathOf("run"), Workers, averaging);
        await run.UntilStep(100);
        Signals.Send(run.Workers[1], Signal.Stop);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var then = run.Folder.LastStep;
        Assert.True(then > 100, "nothing went on while one was frozen");
        Signals.Send(run.Workers[1], Signal.Continue);
        await run.UntilStep(then + 100);
        Assert.All([2, 3], other => Assert.True(run.FolderOf(other).LongestGap < TimeSpan.FromSeconds(5), $"worker {other} stood for {run.FolderOf(other).LongestGap}"));
        var frozen = run.FolderOf(1);
        await run.Until("the frozen one has steps again", () => frozen.LastStep > then);
        run.Send(Signal.Terminate);
        var end = (await run.End()).AssertExit(130);
        await Children.Ended(run.Workers.Values);
        Assert.Contains((await undisturbed.Of(ClusterRun.Setup(run.Folder.LastStep))).Result.Digest, end.Output);
    }
}
