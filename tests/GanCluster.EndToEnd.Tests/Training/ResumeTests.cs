using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class ResumeTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resume_MoreSteps_AreTheTotalAndTheBytesOfOneRun()
    {
        var run = await Train(20);
        (await Resume(run, "--steps", "40")).AssertExit(0);
        Assert.Equal(40, run.Result.Steps);
        run.AssertSameAs(await undisturbed.Of(TrainingSetup.Tiny(40)));
    }

    [Fact]
    public async Task Resume_NothingLeftToDo_LeavesTheSameState()
    {
        var run = await Train(20);
        var digest = run.Result.Digest;
        (await Resume(run)).AssertExit(0);
        Assert.Equal((20, digest, 20), (run.Result.Steps, run.Result.Digest, run.Metrics.Count));
    }

    [Fact]
    public async Task Resume_NewestCheckpointCorrupted_NamesItAndGoesOnFromTheOneBefore()
    {
        // In parts, since every run ends with a checkpoint, while one of a step on the way gives way to a newer one where the disk is slow.
        var run = await Train(10);
        foreach (var steps in new[] { "20", "30" }) (await Resume(run, "--steps", steps)).AssertExit(0);
        Assert.Equal([10, 20, 30], run.CheckpointSteps);
        FlipAByte(run.PathOf("checkpoints", "step-30", "generator.safetensors"));

        var end = (await Resume(run)).AssertExit(0);

        Assert.Contains(end.Output.Split('\n'), line => line.Contains("step-30 doesn't verify", StringComparison.Ordinal) && line.Contains("generator.safetensors", StringComparison.Ordinal));
        Assert.Contains(end.Output.Split('\n'), line => line.Contains("Going on from", StringComparison.Ordinal) && line.Contains("step-20", StringComparison.Ordinal));
        Assert.Contains("step-30", Assert.Single(run.EventsNamed("checkpointRejected")));
        run.AssertSameAs(await undisturbed.Of(TrainingSetup.Tiny(30)));
        run.AssertCheckpointsVerify();
    }

    [Fact]
    public async Task Resume_AnotherConfiguration_IsRefusedAndNothingIsTouched()
    {
        var run = await Train(20);
        var before = FileHashes.Of(run.Path);
        (await Resume(run, "--seed", "2", "--set", "loss.kind=minimax"))
            .AssertRefused(run.Path, "loss.kind (nonSaturating there, minimax now)", "training.seed (1 there, 2 now)");
        Assert.Equal(before, FileHashes.Of(run.Path));
    }

    [Fact]
    public async Task Resume_OtherData_IsRefusedAndNothingIsLost()
    {
        var (data, other) = (_folder.PathOf("data"), _folder.PathOf("other"));
        IdxFolder.Write(data, images: 64, fill: 1);
        IdxFolder.Write(other, images: 64, fill: 2);
        var run = new RunDirectory(_folder.PathOf("run"));
        string[] small = [.. TrainingSetup.Set("generator.hidden=16", "discriminator.hidden=16", "training.shardBatch=4")];
        (await GanClusterProgram.Run(["train", "--preset", "fashion-mlp", .. small, "--data", data, "--steps", "20", "--output", run.Path])).AssertExit(0);
        var before = FileHashes.Of(run.Path, except: "log.jsonl");

        (await Resume(run, "--data", other, "--steps", "40")).AssertRefused("step-20", "other data");

        // The refusal itself is on record.
        Assert.Equal(before, FileHashes.Of(run.Path, except: "log.jsonl"));
        (await Resume(run, "--steps", "40")).AssertExit(0);
        Assert.Equal(40, run.Result.Steps);
    }

    [Fact]
    public async Task Resume_FolderMissing_IsRefusedAndNoneIsMade()
    {
        var run = new RunDirectory(_folder.PathOf("nowhere"));
        (await Resume(run)).AssertRefused(run.Path, "holds no run to resume");
        Assert.False(Directory.Exists(run.Path));
    }

    [Fact]
    public async Task Train_FolderInUse_SecondProcessIsRefused()
    {
        var setup = TrainingSetup.Tiny(1_000_000);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var first = GanClusterProgram.Start(setup.In(run));
        await first.Until("it trains", () => run.LastStep > 0);

        (await GanClusterProgram.Run(setup.In(run))).AssertRefused(run.Path, "already holds a run");
        (await Resume(run)).AssertRefused(run.Path, "in use by another gancluster");

        first.Send(Signal.Interrupt);
        (await first.End()).AssertExit(130);
        Assert.Single(run.EventsNamed("started"));
        Assert.Equal(run.LastStep, run.Metrics.Count);
    }

    private async Task<RunDirectory> Train(long steps)
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run(TrainingSetup.Tiny(steps).In(run))).AssertExit(0);
        return run;
    }

    private static Task<ProgramEnd> Resume(RunDirectory run, params string[] more) => GanClusterProgram.Run(["train", "--resume", "--output", run.Path, .. more]);

    private static void FlipAByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
