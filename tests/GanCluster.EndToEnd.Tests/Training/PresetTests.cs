using System.Text.Json;
using GanCluster.Core.Options;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class PresetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fashion")]
    [InlineData("fashion-mlp")]
    [InlineData("gan-2014")]
    [InlineData("ring8")]
    [InlineData("grid25")]
    [InlineData("stacked")]
    public async Task Train_PresetAsShipped_LeavesEverythingThatARunFolderHolds(string preset)
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        var end = (await GanClusterProgram.Run(TrainingSetup.Preset(preset, 30).In(run))).AssertExit(0);

        Assert.Empty(end.Error);
        Assert.Contains("Done: 30 steps", end.Output);
        AssertResult(run, Presets.Find(preset)!.Options.Training.Shards);
        Assert.Equal(Enumerable.Range(1, 30), run.Metrics.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt32()));
        Assert.Equal([30], run.CheckpointSteps);
        run.AssertCheckpointsVerify();
        Assert.All([run.PathOf("samples", "step-0000000.png"), run.PathOf("samples", "step-0000030.png"), run.PathOf("losses.png")], Picture.AssertPng);
        Assert.NotEqual(File.ReadAllBytes(run.PathOf("samples", "step-0000000.png")), File.ReadAllBytes(run.PathOf("samples", "step-0000030.png")));
        Assert.All(File.ReadLines(run.PathOf("log.jsonl")), line => Assert.NotEqual(default, JsonDocument.Parse(line).RootElement.GetProperty("@t").GetDateTimeOffset()));
        Assert.Equal(["started", "ended"], run.Events.Select(line => line.GetProperty("event").GetString()));
        var configuration = ResolvedConfiguration.Read(File.ReadAllText(run.PathOf("config.json")), "config.json");
        Assert.Equal(30, configuration.Options!.Training.Steps);
    }

    /// <summary>The names are a contract with scripts: they are read here as a script reads them.</summary>
    private static void AssertResult(RunDirectory run, int shards)
    {
        var result = JsonDocument.Parse(File.ReadAllText(run.PathOf("result.json"))).RootElement;
        Assert.Equal(30, result.GetProperty("steps").GetInt64());
        Assert.Equal(60, result.GetProperty("phases").GetInt64());
        Assert.Matches("^[0-9a-f]{64}$", result.GetProperty("digest").GetString());
        Assert.Matches("^[0-9a-f]{64}$", result.GetProperty("lineage").GetString());
        Assert.All(["seconds", "imagesPerSecond", "stepsPerSecond", "longestStallSeconds"], name => Assert.True(result.GetProperty(name).GetDouble() > 0, name));
        Assert.Equal((1, 1), (result.GetProperty("workersSeen").GetInt32(), result.GetProperty("plans").GetInt32()));
        Assert.Equal((0, 0), (result.GetProperty("shardsRecomputed").GetInt64(), result.GetProperty("phasesLost").GetInt64()));
        Assert.Equal(60 * shards, result.GetProperty("shardsByLane").EnumerateArray().Sum(lane => lane.GetInt64()));
    }
}
