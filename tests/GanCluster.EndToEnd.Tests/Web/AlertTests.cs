using System.Diagnostics;
using System.Net;
using GanCluster.Core.Status;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;
using GanCluster.Web;
using Microsoft.Extensions.Logging.Abstractions;
using WebRequest = GanCluster.Web.WebRequest;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>Alerts of deploy/ in a real Prometheus.</summary>
public sealed class AlertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rules_AreValid()
    {
        if (SystemTool.Run("promtool", "--version") is { } missing) SystemTool.Missing($"there is no promtool here ({missing})");
        Assert.Null(SystemTool.Run("promtool", "check", "rules", Path.Combine(PrometheusServer.Root, "deploy", "prometheus", "alerts.yml")));
    }

    [Fact]
    public async Task WorkerKilled_AlertFires()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(TrainingSetup.Tiny(100_000).In(run, "--workers", "2", "--web", "127.0.0.1:0"));
        await program.Until("the page", () => program.Output.Contains("watch at "));
        var url = program.Output.Split('\n').First(line => line.StartsWith("watch at ", StringComparison.Ordinal))["watch at ".Length..].Trim();
        using var prometheus = new PrometheusServer(new Uri(url).Authority);
        await program.Until("scrapes of two workers", async () => await prometheus.Count("gancluster_coordinator_nodes{state=\"takingPart\"} == 2", Cancelled) == 1);
        // On a busy machine a worker may be silent for longer than a heartbeat takes while it starts: lost then, and back.
        await program.Until("calm", async () => (await prometheus.Firing(Cancelled)).Count == 0);

        var worker = run.EventsNamed("workerStarted").Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("process").GetInt32()).First();
        Signals.Send(worker, Signal.Kill);
        await program.Until("the alert", async () => (await prometheus.Firing(Cancelled)).Contains("GanClusterWorkerLost"));
    }

    [Fact]
    public async Task LossNotFinite_AlertFires()
    {
        var board = new StatusBoard(TimeProvider.System);
        using var host = WebHost.Start(new WebRequest(new WebAddress(IPAddress.Loopback, 0), board, _folder.PathOf("samples"), null, TimeProvider.System, NullLoggerFactory.Instance));
        using var prometheus = new PrometheusServer(host.Address.ToString());
        board.Add(Point(1, 0.7f));
        await Until("a scrape", async () => await prometheus.Count("gancluster_run_loss", Cancelled) == 2);
        Assert.Empty(await prometheus.Firing(Cancelled));
        board.Add(Point(2, float.NaN));
        await Until("the alert", async () => (await prometheus.Firing(Cancelled)).Contains("GanClusterLossNotFinite"));
    }

    private static StepPoint Point(long step, float loss) => new(step, 0, loss, 0.7f, 0.5f, 0.5f, 1, 1, 100, 0);

    private static async Task Until(string what, Func<Task<bool>> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline.Limit) Assert.Fail($"waited in vain for {what}");
            await Task.Delay(200, Cancelled);
        }
    }
}
