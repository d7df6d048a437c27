using System.Net;
using System.Text.Json;
using GanCluster.Core;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Watch;
using GanCluster.Web;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;
using WebRequest = GanCluster.Web.WebRequest;

namespace GanCluster.Tests.Web;

/// <summary>A real Kestrel on loopback over a board that the test fills. One at a time: metrics are the process's.</summary>
[Collection("web")]
public sealed class WebHostTests : IDisposable
{
    private static readonly NodeId Self = new("akka.tcp://gancluster@127.0.0.1:4053", 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("gancluster-web-").FullName;
    private readonly StatusBoard _board = new(TimeProvider.System);
    private readonly WebHost _host;
    private readonly HttpClient _client;

    public WebHostTests()
    {
        _host = WebHost.Start(new WebRequest(new WebAddress(IPAddress.Loopback, 0), _board, _folder, null, TimeProvider.System, NullLoggerFactory.Instance));
        _client = new HttpClient { BaseAddress = new Uri(_host.Address.Url(hasTls: false, "x")) };
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Status_BeforeAnythingIsKnown_SaysSo()
    {
        var status = await Json("/api/status");
        Assert.Equal(JsonValueKind.Null, status.GetProperty("run").GetProperty("state").ValueKind);
        Assert.Equal("looking for a coordinator", status.GetProperty("run").GetProperty("reason").GetString());
        Assert.Equal(0, status.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Status_LossThatIsNotFinite_IsNull()
    {
        _board.Add(Point(1, float.NaN));
        var run = (await Json("/api/status")).GetProperty("run");
        Assert.Equal(JsonValueKind.Null, run.GetProperty("discriminatorLoss").ValueKind);
        Assert.Equal(1, run.GetProperty("step").GetInt64());
    }

    [Theory]
    [InlineData(NodeState.Joining, 503)]
    [InlineData(NodeState.Waiting, 200)]
    [InlineData(NodeState.TakingPart, 200)]
    [InlineData(NodeState.Leaving, 503)]
    [InlineData(NodeState.Down, 503)]
    [InlineData(NodeState.Done, 200)]
    public async Task Ready_ByState(NodeState state, int expected)
    {
        Assert.Equal(503, await Code("/healthz/ready"));
        Assert.Equal(503, await Code("/healthz/started"));
        Assert.Equal(200, await Code("/healthz/live"));
        _board.TakeOwn(Own(state));
        Assert.Equal(expected, await Code("/healthz/ready"));
        Assert.Equal(200, await Code("/healthz/started"));
    }

    [Theory]
    [InlineData("/api/samples/..%2f..%2fconfig.json")]
    [InlineData("/api/samples/..%2fsecret.png")]
    [InlineData("/api/samples/-1.png")]
    [InlineData("/api/samples/1e3.png")]
    [InlineData("/api/samples/99999999999999999999.png")]
    [InlineData("/api/samples/7")]
    [InlineData("/api/samples/8.png")]
    [InlineData("/api/nothing")]
    public async Task Samples_AnythingButAStepThatHasOne_IsNotFound(string path)
    {
        File.WriteAllBytes(Path.Combine(_folder, "step-0000007.png"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(_folder)!, "secret.png"), [1]);
        Assert.Equal(404, await Code(path));
    }

    [Fact]
    public async Task Samples_StepsInOrder_AndTheirPictures()
    {
        foreach (var step in (string[])["0001000", "0000000", "12345678"]) File.WriteAllBytes(Path.Combine(_folder, $"step-{step}.png"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(_folder, "step-0000500.png.tmp"), [1]);
        Assert.Equal([0, 1000, 12345678], (await Json("/api/samples")).GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()));
        Assert.Equal([1, 2, 3], await _client.GetByteArrayAsync("/api/samples/1000.png", Cancelled));
        Assert.Equal([1, 2, 3], await _client.GetByteArrayAsync("/api/samples/12345678.png", Cancelled));
    }

    [Fact]
    public async Task Samples_OfAnotherNode_AreTakenOver_AndRubbishIsNot()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        using var bitmap = new SKBitmap(3, 2);
        byte[] png = bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray(), rubbish = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        File.WriteAllBytes(Path.Combine(_folder, "step-0000500.png"), png);
        File.WriteAllBytes(Path.Combine(_folder, "step-0001000.png"), rubbish);
        var board = new StatusBoard(TimeProvider.System);
        board.TakeOwn(Own(NodeState.TakingPart) with { Node = new NodeId("akka.tcp://gancluster@127.0.0.1:4054", 2), Web = "" });
        board.Take(Own(NodeState.TakingPart) with { Node = new NodeId("akka.tcp://gancluster@127.0.0.1:4055", 3), Web = "not a page" });
        board.Take(Own(NodeState.TakingPart) with { Node = new NodeId("akka.tcp://gancluster@127.0.0.1:4056", 4), Web = "ftp://127.0.0.1" });
        board.Take(Own(NodeState.TakingPart) with { Node = new NodeId("akka.tcp://gancluster@127.0.0.1:4057", 5), Web = "/etc" });
        board.Take(Own(NodeState.TakingPart) with { Web = _host.Address.Url(hasTls: false, "x") });
        var folder = Path.Combine(_folder, "other", "samples");
        using (WebHost.Start(new WebRequest(new WebAddress(IPAddress.Loopback, 0), board, folder, null, TimeProvider.System, NullLoggerFactory.Instance)))
        {
            while (!File.Exists(Path.Combine(folder, "step-0000500.png"))) await Task.Delay(20, patience.Token);
        }

        Assert.Equal(["step-0000500.png"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
        Assert.Equal(png, File.ReadAllBytes(Path.Combine(folder, "step-0000500.png")));
    }

    [Fact]
    public async Task Answers_HaveHeadersAgainstSniffingFramingAndForeignSources()
    {
        using var answer = await _client.GetAsync("/api/status", Cancelled);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Loopback_AskedUnderAForeignName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { Host = "evil.example" } };
        using var answer = await _client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Posting_IsRefused()
    {
        using var answer = await _client.PostAsync("/api/status", new StringContent("{}"), Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public void Start_PortThatIsTaken_IsOneSentence()
    {
        var refused = Assert.Throws<UnusableInputException>(() => WebHost.Start(new WebRequest(_host.Address, _board, _folder, null, TimeProvider.System, NullLoggerFactory.Instance)));
        Assert.Contains("--web off", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Events_AfterAReconnect_GoOnWhereTheyEnded()
    {
        _board.Raise(ClusterEventKind.PlanMade, "first");
        var (begun, last) = await Read(null, lines => lines.Any(line => line.Contains("first")));
        Assert.Equal("event: reset", begun.First(line => line.StartsWith("event:")));

        _board.Raise(ClusterEventKind.WorkerLost, "second");
        _board.Add(Point(1, 1));
        var (goneOn, _) = await Read(last, lines => lines.Any(line => line.Contains("second")) && lines.Any(line => line == "event: metrics"));
        Assert.DoesNotContain(goneOn, line => line.Contains("reset") || line.Contains("first"));
    }

    [Fact]
    public async Task Events_OfAnotherProcess_BeginAgain()
    {
        _board.Raise(ClusterEventKind.PlanMade, "first");
        var (lines, _) = await Read("abc-77-5", lines => lines.Any(line => line.Contains("first")));
        Assert.Contains("event: reset", lines);
    }

    [Fact]
    public async Task Metrics_HaveHelpAndTheNodesOwnFigures()
    {
        _board.TakeOwn(Own(NodeState.TakingPart));
        _board.Add(Point(12, 0.75f));
        var text = await _client.GetStringAsync("/metrics", Cancelled);
        Assert.Contains("# HELP gancluster_run_loss", text);
        Assert.Contains("gancluster_node_shards_computed_total", text);
        Assert.Contains("node=\"127.0.0.1:4053\"", text);
    }

    [Fact]
    public async Task Health_AVerdict_IsInTheStatusAndAMetric()
    {
        Assert.Equal(JsonValueKind.Null, (await Json("/api/status")).GetProperty("run").GetProperty("health").ValueKind);
        _board.Judge(new HealthVerdict(1300, Health.Collapsed, "two modes of eight"));
        var health = (await Json("/api/status")).GetProperty("run").GetProperty("health");
        Assert.Equal(("collapsed", 1300, "two modes of eight"), (health.GetProperty("state").GetString(), health.GetProperty("step").GetInt64(), health.GetProperty("reason").GetString()));
        var lines = (await _client.GetStringAsync("/metrics", Cancelled)).Split('\n').Where(line => line.StartsWith("gancluster_run_health{", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Matches("state=\"collapsed\".* 1( |$)", Assert.Single(lines, line => line.Contains("\"collapsed\"", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => !line.Contains("\"collapsed\"", StringComparison.Ordinal)), line => Assert.Matches(" 0( |$)", line));
    }

    [Fact]
    public async Task Health_ARollback_IsInTheStatusAndAMetric()
    {
        _board.Judge(new HealthVerdict(1300, Health.Collapsed, "two modes of eight", 2, new Rollback(1000, 2, 3, 0.25)));
        var health = (await Json("/api/status")).GetProperty("run").GetProperty("health");
        Assert.Equal(2, health.GetProperty("rollbacks").GetInt32());
        Assert.Equal("two modes of eight; back to the networks of step 1,000, learning rates × 0.25, rollback 2 of 3", health.GetProperty("reason").GetString());
        Assert.Matches("(?m)^gancluster_run_rollbacks_total(\\{[^}]*\\})? 2( |$)", await _client.GetStringAsync("/metrics", Cancelled));
    }

    private static NodeStatus Own(NodeState state) => new(
        Self, 1, "box", "http://127.0.0.1:1", true, true, state, TimeSpan.FromSeconds(1), 1, 4, 2, new PlanOrder(1, 1, 1), new ShardRange(0, 8),
        new NodeWork(4, 32, 4, default, default, default, default, 1, 2, 0.1, default), null);

    private static StepPoint Point(long step, float loss) => new(step, 0, loss, 1, 0.5f, 0.5f, 1, 1, 100, 0);

    private async Task<int> Code(string path)
    {
        using var answer = await _client.GetAsync(path, Cancelled);
        return (int)answer.StatusCode;
    }

    private async Task<JsonElement> Json(string path) => JsonDocument.Parse(await _client.GetStringAsync(path, Cancelled)).RootElement;

    /// <summary>Follows until a condition holds.</summary>
    /// <returns>The lines, and the last id.</returns>
    private async Task<(List<string> Lines, string Last)> Read(string? lastEventId, Func<List<string>, bool> until)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        var lines = new List<string>();
        while (!until(lines) || lines[^1].Length > 0) lines.Add(await reader.ReadLineAsync(Cancelled) ?? throw new InvalidOperationException("the stream ended"));
        return (lines, lines.Last(line => line.StartsWith("id: ", StringComparison.Ordinal))["id: ".Length..]);
    }
}
