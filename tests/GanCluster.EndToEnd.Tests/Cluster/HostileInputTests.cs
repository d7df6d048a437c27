using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using GanCluster.Core.Identity;
using GanCluster.EndToEnd.Tests.Hostile;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Rubbish on both ports of a node that trains.</summary>
public sealed partial class HostileInputTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const int Frames = 50_000, Payloads = 50_000, First = 5_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HundredThousandMutatedFramesAndPayloads_TheNodeTrainsOnToTheSameBytes()
    {
        // More than it does meanwhile: it is ended when the last of it has come.
        var setup = TrainingSetup.Slow(100_000);
        var folder = new RunDirectory(_folder.PathOf("run"));
        await using var node = GanClusterProgram.Start(
            ["node", .. setup.Arguments, "--steps", $"{setup.Steps}", "--lanes", "1", "--web", "off", "--set", "checkpoints.every=100", "--output", folder.Path]);
        await node.Until("a checkpoint, which names the run", () => folder.NewestCheckpoint >= 100);
        var log = File.ReadAllText(folder.PathOf("log.jsonl"));
        var (control, data) = (Control().Match(log).Groups[1].Value, IPEndPoint.Parse(Data().Match(log).Groups[1].Value));
        var run = new RunId(Digest.Parse(Run().Match(File.ReadAllText(Directory.GetFiles(folder.Checkpoints, "manifest.json", SearchOption.AllDirectories)[0])).Groups[1].Value));

        var start = Stopwatch.GetTimestamp();
        await using var stranger = new HostilePeer();
        await Attack(1);
        var before = node.ResidentKilobytes();
        for (var volley = 2; volley <= Frames / First; volley++) await Attack(volley);
        var grown = node.ResidentKilobytes() - before;
        Assert.True(grown < 32 << 10, $"it holds {grown:N0} kB more");

        node.Send(Signal.Terminate);
        (await node.End()).AssertExit(130);
        var seconds = (int)Stopwatch.GetElapsedTime(start).TotalSeconds;
        setup = TrainingSetup.Slow(folder.LastStep + 10);
        (await GanClusterProgram.Run("train", "--resume", "--output", folder.Path, "--steps", $"{setup.Steps}")).AssertExit(0);
        folder.AssertSameAs(await undisturbed.Of(setup));
        var refusals = File.ReadLines(folder.PathOf("log.jsonl")).Count(line => line.Contains("efused", StringComparison.Ordinal));
        // Ten connections a second; of control payloads the first, second, fourth, ... of each of seven kinds.
        Assert.InRange(refusals, 2, 10 * seconds + 200);

        async Task Attack(int seed)
        {
            var frames = Task.Factory.StartNew(() => HostilePeer.SendFrames(data, run, First, seed), TaskCreationOptions.LongRunning);
            await stranger.SendPayloads(control, Payloads / (Frames / First));
            await frames;
        }
    }

    [GeneratedRegex("\"Address\":\"([^\"]+)\"")]
    private static partial Regex Control();

    [GeneratedRegex("\"EndPoint\":\"([^\"]+)\"")]
    private static partial Regex Data();

    [GeneratedRegex("\"run\": *\"([0-9a-f]+)\"")]
    private static partial Regex Run();
}
