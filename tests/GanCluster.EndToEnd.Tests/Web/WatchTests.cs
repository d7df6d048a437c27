using System.Diagnostics;
using System.Text.Json;
using GanCluster.EndToEnd.Tests.Cluster;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>A cluster of real processes, watched over HTTP while it trains.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(5) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TrainWithTwoWorkers_EveryEndpointAnswers_AndAKilledWorkerIsShownAsLost()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(TrainingSetup.Tiny(100_000).In(run, "--workers", "2", "--web", "127.0.0.1:0", "--set", "samples.every=20", "--set", "checkpoints.every=50"));
        await program.Until("the page", () => program.Output.Contains("watch at "));
        var url = program.Output.Split('\n').First(line => line.StartsWith("watch at ", StringComparison.Ordinal))["watch at ".Length..].Trim();
        await program.Until("sixty steps", async () => (await Status(url)).GetProperty("run").GetProperty("step").GetInt64() >= 60);

        JsonElement status = default;
        List<JsonElement> workers = [];
        await program.Until("two workers that take part", async () =>
        {
            status = await Status(url);
            workers = [.. status.GetProperty("nodes").EnumerateArray().Where(node => !node.GetProperty("isCoordinator").GetBoolean())];
            return status.GetProperty("run").GetProperty("state").GetString() == "training" && workers.Count == 2 && workers.All(worker => worker.GetProperty("state").GetString() == "takingPart");
        });
        Assert.Equal(8, status.GetProperty("plan").GetProperty("shares").EnumerateArray().Sum(share => share.GetProperty("end").GetInt32() - share.GetProperty("first").GetInt32()));
        Assert.NotEmpty((await Json($"{url}/api/history")).GetProperty("generatorLoss").EnumerateArray());
        Assert.Equal(32, (await Json($"{url}/api/configuration")).GetProperty("generator").GetProperty("hidden")[0].GetInt32());
        await program.Until("a picture", async () => (await Json($"{url}/api/samples")).GetProperty("steps").GetArrayLength() > 0);
        var picture = await _client.GetByteArrayAsync($"{url}/api/samples/{(await Json($"{url}/api/samples")).GetProperty("steps")[0].GetInt64()}.png", Cancelled);
        Assert.Equal("PNG"u8.ToArray(), picture[1..4]);
        Assert.Equal("takingPart", await _client.GetStringAsync($"{url}/healthz/ready", Cancelled));
        // Accounts of time come once a second.
        await program.Until("an account of a phase's time", async () => (await _client.GetStringAsync($"{url}/metrics", Cancelled)).Contains("gancluster_node_phase_time_seconds_total{", StringComparison.Ordinal));
        await StatusCommandShowsTheSame(url);

        var victim = workers[0];
        var name = victim.GetProperty("node").GetString()!;
        var before = run.Events.Count;
        using (var process = Process.GetProcessById(victim.GetProperty("process").GetInt32())) process.Kill();
        await program.Until("a lost worker", async () => (await Status(url)).GetProperty("nodes").EnumerateArray()
            .Any(node => node.GetProperty("node").GetString() == name && node.GetProperty("state").GetString() == "lost"));
        await program.Until("its work in other hands", async () => (await Status(url)).GetProperty("plan").GetProperty("reason").GetString()!.Contains($"{name} its connection ended", StringComparison.Ordinal));
        // Its connection told, long before the cluster would have missed its heartbeats. How soon the page shows it, PageOfALossTests measures alone.
        var (handedOver, lost) = (-1, -1);
        await program.Until("both among the events", () => (handedOver = Place("plan", "reason", "its connection ended")) >= 0 & (lost = Place("workerLost", "worker")) >= 0);
        Assert.True(handedOver < lost, string.Join('\n', run.Events));
        program.Send(Signal.Interrupt);
        (await program.End()).AssertExit(130);

        // Of the first event since the kill that names the worker, by its number in the file.
        int Place(string kind, string property, string words = "") => run.Events.Skip(before).ToList().FindIndex(line =>
            line.GetProperty("event").GetString() == kind && line.GetProperty(property).GetString() is { } text && text.Contains($"{name}#", StringComparison.Ordinal) && text.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TrainInOneProcess_IsWatchedInTheSameWords()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(TrainingSetup.Tiny(100_000).In(run, "--web", "127.0.0.1:0"));
        await program.Until("the page", () => program.Output.Contains("watch at "));
        var url = program.Output.Split('\n').First(line => line.StartsWith("watch at ", StringComparison.Ordinal))["watch at ".Length..].Trim();
        await program.Until("thirty steps", async () => (await Status(url)).GetProperty("run").GetProperty("step").GetInt64() >= 30);
        // Accounts of time come once a second.
        await program.Until("an account of a phase's time", async () => (await Status(url)).GetProperty("nodes").EnumerateArray().Single().GetProperty("phaseTime").ValueKind == JsonValueKind.Object);
        var node = (await Status(url)).GetProperty("nodes").EnumerateArray().Single();
        Assert.Equal("takingPart", node.GetProperty("state").GetString());
        Assert.True(node.GetProperty("phaseTime").GetProperty("compute").GetDouble() > 0);
        program.Send(Signal.Interrupt);
        (await program.End()).AssertExit(130);
    }

    [Fact]
    public async Task Status_OfNobody_IsOneSentenceAndExit2()
    {
        var end = await GanClusterProgram.Run("status", "--url", "http://127.0.0.1:9");
        end.AssertExit(2);
        Assert.Single(end.Error.Trim().Split('\n'));
        Assert.Contains("--web", end.Error);
    }

    private static async Task StatusCommandShowsTheSame(string url)
    {
        var json = await GanClusterProgram.Run("status", "--url", url, "--json");
        json.AssertExit(0);
        Assert.Equal(3, JsonDocument.Parse(json.Output).RootElement.GetProperty("nodes").GetArrayLength());
        var text = await GanClusterProgram.Run("status", "--url", url);
        text.AssertExit(0);
        Assert.Contains("takingPart", text.Output);
    }

    private async Task<JsonElement> Status(string url) => await Json($"{url}/api/status");

    private async Task<JsonElement> Json(string url) => JsonDocument.Parse(await _client.GetStringAsync(url, Cancelled)).RootElement;
}
