using System.Text.Json;
using GanCluster.Core.Options;
using GanCluster.Core.Watch;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

/// <summary>A GAN that really collapses: noticed at the same step by one process and by a cluster, and ended there where that is asked for.</summary>
public sealed class CollapseTests : IDisposable
{
    // A generator twenty times as fast as the preset's, and nothing of what that does against a collapse: it draws a few of the eight modes from step 500 on.
    private static readonly TrainingSetup Collapsing = new("collapsing", 5000,
    [
        "--preset", "ring8",
        .. TrainingSetup.Set("generator.optimizer.learningRate=0.02", "training.shardBatch=16", "loss.instanceNoise=0", "loss.instanceNoiseUntil=0", "loss.packing=1", "loss.r1=0", "loss.r2=0"),
        .. TrainingSetup.Set("watch.policy=stop", "watch.from=400", "watch.window=50", "watch.patience=2", "samples.every=0", "checkpoints.every=0"),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_CollapsesUnderStop_EndsAtTheSameStepInOneProcessAndInACluster()
    {
        var alone = new RunDirectory(_folder.PathOf("alone"));
        var end = (await GanClusterProgram.Run(Collapsing.In(alone))).AssertExit(3);
        var (step, health) = (alone.Result.Steps, alone.Result.Health!);
        Assert.Equal((Health.Collapsed, step), (health.State, health.Since));
        Assert.InRange(step, 500, 1000);
        Assert.Contains($"Collapsed: ended after step {step:N0} of 5,000", end.Output);
        Assert.Contains($"collapsed since step {step:N0}: generated samples are 0.", end.Output);
        Assert.Equal([step], alone.CheckpointSteps);
        alone.AssertCheckpointsVerify();
        Assert.EndsWith("\"health\":\"collapsed\"}", alone.Metrics[^1]);
        Assert.Equal("collapsed", alone.Events[^1].GetProperty("how").GetString());

        var cluster = new RunDirectory(_folder.PathOf("cluster"));
        (await GanClusterProgram.Run(Collapsing.In(cluster, "--workers", "2"))).AssertExit(3);
        cluster.AssertSameAs(alone);
        Assert.Equal(health, cluster.Result.Health);
        Assert.Equal(ChangesOf(alone), ChangesOf(cluster));
        Assert.Equal([step], cluster.CheckpointSteps);

        // The replica itself says so: whoever takes it up under the same policy ends at once, and goes on where that is wanted.
        (await GanClusterProgram.Run("train", "--resume", "--output", alone.Path)).AssertExit(3);
        Assert.Equal((step, cluster.Result.Digest), (alone.Result.Steps, alone.Result.Digest));
        (await GanClusterProgram.Run("train", "--resume", "--output", alone.Path, "--steps", $"{step + 50}", "--set", "watch.policy=warn")).AssertExit(0);
        Assert.Equal((step + 50, Health.Collapsed), (alone.Result.Steps, alone.Result.Health!.State));
    }

    /// <summary>It strews its points over the grid, as diverse as the data, and lands on none of the modes.</summary>
    [Fact]
    public async Task Train_Gan2014OnAGrid_IsCalledCollapsedBeforeHalfItsSteps()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        var setup = new TrainingSetup("gan-2014-grid25", Presets.Gan2014.Options.Training.Steps, ["--preset", "gan-2014", .. TrainingSetup.Set("data.source=grid25", "watch.policy=stop", "samples.every=0", "checkpoints.every=0")]);
        var end = (await GanClusterProgram.Run(setup.In(run))).AssertExit(3);
        Assert.InRange(run.Result.Steps, 1000, setup.Steps / 2);
        Assert.Contains("generated points lie 0.", end.Output);
    }

    private static IEnumerable<(long, string?, string?)> ChangesOf(RunDirectory run) =>
        run.Events.Where(line => line.GetProperty("event").GetString() == "health").Select(line => (line.GetProperty("step").GetInt64(), Text(line, "state"), Text(line, "reason")));

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
