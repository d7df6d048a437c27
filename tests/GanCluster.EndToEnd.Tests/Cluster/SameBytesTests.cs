using System.Globalization;
using System.Text.RegularExpressions;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>However many processes compute, and wherever they average: the same bytes.</summary>
public sealed partial class SameBytesTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "star"), InlineData(2, "star"), InlineData(3, "star"), InlineData(5, "star")]
    [InlineData(1, "sharded"), InlineData(2, "sharded"), InlineData(3, "sharded"), InlineData(5, "sharded")]
    public async Task TrainWorkers_AnyNumberAndLayout_SameBytesAsOneProcess(int workers, string averaging)
    {
        // In ten shards, in equal shares, and not without all of them, for so short a run: of eight, five workers would have 2, 2, 2, 2 and none, and by speed one that was slow with its first may get none.
        const int Shards = 10;
        var setup = TrainingSetup.Tiny(120, Shards);
        await using var run = ClusterRun.Start(setup, _folder.PathOf("run"), workers, averaging, "samples.every=40", "checkpoints.every=40", "cluster.shares=equal", $"cluster.minWorkers={workers}");
        var end = await run.EndsAs(undisturbed, setup);

        Assert.Contains("Done: 120 steps", end.Output);
        Assert.Empty(end.Error);
        var result = run.Folder.Result;
        Assert.Equal((workers, workers), (result.WorkersSeen, result.Workers!.Count));
        Assert.Equal(run.Workers.Values.Order(), result.Workers.Select(worker => worker.Process).Order());
        Assert.All(result.Workers, worker => Assert.True(worker.Shards > 0, $"{worker} computed nothing"));
        Assert.True(result.Workers.Sum(worker => worker.Shards) >= result.Phases * Shards);
        if (averaging == "sharded") Assert.All(result.Workers, worker => Assert.True(worker.Slices > 0, $"{worker} averaged nothing"));
        // What is due on the way is left by the plan's first worker, unless it took the step over from another one's replica, as it may where it was late.
        long[] drawn = [.. new long[] { 0, 40, 80 }.Where(step => run.Workers.Keys.All(worker => run.FolderOf(worker).Metrics.Any(line => line.StartsWith($"{{\"step\":{Math.Max(step, 1)},", StringComparison.Ordinal)))), 120];
        // A checkpoint gives way to a newer one where the disk is slow.
        var saved = drawn.Except(run.Workers.Keys.SelectMany(worker => Superseded(run.FolderOf(worker)))).Where(step => step > 0);
        Assert.All(saved, step => Assert.Contains(step, run.Folder.CheckpointSteps));
        Assert.All(run.Folder.CheckpointSteps, step => Assert.Contains(step, new long[] { 40, 80, 120 }));
        Assert.All(drawn, step => Picture.AssertPng(run.Folder.PathOf("samples", $"step-{step:D7}.png")));
        Picture.AssertPng(run.Folder.PathOf("losses.png"));
        Assert.All(run.Workers.Keys, worker => Assert.InRange(run.FolderOf(worker).Metrics.Count, 1, setup.Steps));
        Assert.Equal("done", run.Folder.Events.Single(line => line.GetProperty("event").GetString() == "ended").GetProperty("how").GetString());
    }

    private static IEnumerable<long> Superseded(RunDirectory worker) =>
        Newer().Matches(File.ReadAllText(worker.PathOf("log.jsonl"))).Select(line => long.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("\"Step\":([0-9]+),\"Newer\"")]
    private static partial Regex Newer();

    [Fact]
    public async Task TrainWorkers_DataThatCannotBeRead_IsRefusedAsInOneProcessAndTheFolderCanBeUsed()
    {
        Directory.CreateDirectory(_folder.PathOf("data"));
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run("train", "--workers", "2", "--data", _folder.PathOf("data"), "--output", run.Path)).AssertRefused(_folder.PathOf("data"));
        Assert.False(run.HasBegun);
        (await GanClusterProgram.Run(TrainingSetup.Tiny(2).In(run, "--workers", "2"))).AssertExit(0);
    }
}
