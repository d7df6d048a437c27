using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class FaultTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_DiskFull_TrainsToTheEndSaysThatNothingWasSavedAndCanBeResumed()
    {
        var setup = TrainingSetup.Tiny(600);
        using var disk = new TinyDisk("3m");
        var run = new RunDirectory(disk.PathOf("run"));

        // Every checkpoint is kept, so that the fourth or so has no room.
        var end = (await GanClusterProgram.Run(setup.In(run, TrainingSetup.Set("checkpoints.every=20", "checkpoints.keep=1000")))).AssertExit(1);

        Assert.Contains("ERR no checkpoint of step", end.Output);
        Assert.Contains("is full: free some space", end.Output);
        Assert.Contains("Done: 600 steps", end.Output);
        var same = await undisturbed.Of(setup);
        Assert.Contains(same.Result.Digest, end.Output);
        Assert.Contains("free some space", end.Error);
        Assert.Contains("--resume", end.Error);
        Assert.DoesNotContain("unexpectedly", end.Error);
        Assert.InRange(run.CheckpointSteps.Count, 1, 4);
        run.AssertCheckpointsVerify();

        // What the message says to do.
        Directory.Delete(run.PathOf("checkpoints", $"step-{run.CheckpointSteps[0]}"), recursive: true);
        (await GanClusterProgram.Run("train", "--resume", "--output", run.Path, "--set", "checkpoints.keep=1")).AssertExit(0);
        Assert.Equal(same.Result.Digest, run.Result.Digest);
    }

    [Fact]
    public async Task Train_CheckpointsAndSamplesVanish_GoesOnAndMakesThemAgain()
    {
        var setup = TrainingSetup.Tiny(600);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(setup.In(run, TrainingSetup.Set("checkpoints.every=20", "samples.every=100")));
        await program.Until("a checkpoint stands", () => run.NewestCheckpoint > 0);

        // Renamed first: a folder in which somebody writes can't always be removed in one go.
        Directory.Move(run.Checkpoints, _folder.PathOf("checkpoints"));
        Directory.Move(run.Samples, _folder.PathOf("samples"));

        (await program.End()).AssertExit(0);
        run.AssertSameAs(await undisturbed.Of(setup));
        Assert.Equal(600, run.NewestCheckpoint);
        run.AssertCheckpointsVerify();
        Assert.True(File.Exists(run.PathOf("samples", "step-0000600.png")));
    }

    [Fact]
    public async Task Train_NothingFinite_StopsAfterTenPhasesAndTheLastCheckpointStands()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        var absurd = new[] { "generator", "discriminator" }.SelectMany(network => new[] { $"{network}.optimizer.kind=sgd", $"{network}.optimizer.learningRate=100" });
        var end = (await GanClusterProgram.Run(TrainingSetup.Preset("ring8", 300).In(run, TrainingSetup.Set([.. absurd, "checkpoints.every=1"])))).AssertExit(1);

        Assert.Contains("10 phases in a row", end.Error);
        Assert.Contains("shards with such values: 0, 1, 2, 3)", end.Error);
        Assert.DoesNotContain('\n', end.Error.TrimEnd());
        Assert.Equal(10, run.EventsNamed("phaseSkipped").Count());
        Assert.Contains("notFinite", Assert.Single(run.EventsNamed("ended")));
        Assert.False(run.HasResult);
        Assert.NotEmpty(run.CheckpointSteps);
        run.AssertCheckpointsVerify();
    }
}
