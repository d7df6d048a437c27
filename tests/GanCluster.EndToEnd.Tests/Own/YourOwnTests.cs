using System.Text.Json.Nodes;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Own;

/// <summary>The sample project: networks, a layer, data and figures of its own, in every command.</summary>
public sealed class YourOwnTests : IDisposable
{
    private static readonly string _assembly = Path.Combine(AppContext.BaseDirectory, "YourOwn.dll");
    private static readonly string[] _small = ["--set", "training.shards=4", "--set", "training.shardBatch=8", "--set", "data.points=400", "--set", "samples.count=100"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_TwoWorkersAndAResumedRun_GiveTheBytesOfOneProcess()
    {
        var (one, two) = (new RunDirectory(_folder.PathOf("one")), new RunDirectory(_folder.PathOf("two")));
        (await Run(["train", .. _small, "--steps", "40", "--output", one.Path])).AssertExit(0);
        (await Run(["train", .. _small, "--steps", "15", "--output", two.Path])).AssertExit(0);
        (await Run(["train", "--resume", "--steps", "40", "--workers", "2", "--output", two.Path])).AssertExit(0);
        Assert.Equal(one.Result.Digest, two.Result.Digest);
        Assert.Equal(2, two.Result.WorkersSeen);
        Assert.Contains("\"source\": \"spiral\"", File.ReadAllText(one.PathOf("config.json")));

        await AssertCommandsWork(one);
        await AssertAnotherProgramIsToldWhatItLacks(one);
    }

    private async Task AssertCommandsWork(RunDirectory run)
    {
        Picture.AssertPng(run.PathOf("samples", "step-0000040.png"));
        var picture = _folder.PathOf("a.png");
        (await Run(["sample", "--checkpoint", run.Path, "--count", "50", "--output", picture])).AssertExit(0);
        Picture.AssertPng(picture);
        var figures = _folder.PathOf("a.json");
        var told = (await Run(["evaluate", "--checkpoint", run.Path, "--count", "200", "--output", figures])).AssertExit(0).Output;
        Assert.Contains("distance to the spiral", told);
        var distance = JsonNode.Parse(File.ReadAllText(figures))!["own"]!["figures"]!["distance to the spiral"]!;
        // The points are spread by 0.05 in x and in y: a mean of 0.05·√(2/π) from a line.
        Assert.InRange(distance["floor"]!.GetValue<double>(), 0.03, 0.05);
        Assert.True(distance["generated"]!.GetValue<double>() > 0.05);
    }

    private static async Task AssertAnotherProgramIsToldWhatItLacks(RunDirectory run) =>
        (await GanClusterProgram.Run("sample", "--checkpoint", run.Path, "--count", "5", "--output", run.PathOf("b.png"))).AssertRefused("generator.kind: 'waves' is none of", "use the program that wrote it");

    private static async Task<ProgramEnd> Run(IEnumerable<string> arguments)
    {
        await using var program = GanClusterProgram.Start(_assembly, [], arguments);
        return await program.End();
    }
}
