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
        await run.UntilStep(60);
        Signals.Send(run.Workers[1], Signal.Kill);
        Signals.Send(run.Workers[3], Signal.Kill);
        await run.EndsAs(undisturbed, setup);
    }

    /// <summary>A worker that leaves hands its shards over: nobody waits for a timeout.</summary>
    [Fact]
    public async Task WorkerTerminated_Leaves_OthersGoOn()
    {
        var setup = ClusterRun.Setup();
        await using var run = ClusterRun.Start(setup, _folder.PathOf("run"), Workers, "star");
        await run.UntilStep(60);
        Signals.Send(run.Workers[2], Signal.Terminate);
        await run.EndsAs(undisturbed, setup);
    }
}
