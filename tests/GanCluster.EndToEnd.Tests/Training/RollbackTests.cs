using GanCluster.EndToEnd.Tests.Cluster;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

/// <summary>A run that collapses and is rolled back: to the same bytes in one process, interrupted, and on nodes that come and go.</summary>
public sealed class RollbackTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const long Steps = 260;

    // Learning rates that grow a millionfold under a loss that never saturates: nothing finite comes of it, again and again and on every processor.
    private static readonly string[] Growing =
        [.. from network in new[] { "generator", "discriminator" } from setting in new[] { "kind=sgd", "learningRate=0.01", "momentum=0.5", "schedule.kind=exponential", "schedule.final=1e6" } select $"{network}.optimizer.{setting}"];

    private static readonly TrainingSetup Exploding = new("exploding", Steps,
    [
        .. TrainingSetup.Tiny(Steps).Arguments,
        // Much to compute a step, so that somebody can be killed between two rollbacks.
        .. TrainingSetup.Set([.. Growing, "training.shardBatch=64", "loss.kind=leastSquares", "loss.r1=0", "training.horizon=300", "samples.every=0", "checkpoints.every=0"]),
        .. TrainingSetup.Set("watch.policy=rollback", "watch.window=10", "watch.from=10", "watch.rollbackFactor=0.01", "watch.gradientNorm=20", "watch.warning=0", "watch.collapsed=0", "watch.scattered=0", "watch.discriminatorLoss=0"),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resume_BetweenTheHealthyCopyAndTheRollback_SameBytes()
    {
        var whole = await undisturbed.Of(Exploding);
        var rollbacks = whole.Events.Where(line => line.GetProperty("event").GetString() == "rollback").ToList();
        Assert.True(rollbacks.Count >= 2, $"{rollbacks.Count} rollbacks");
        Assert.Equal(rollbacks.Count, whole.Result.Health!.Rollbacks);
        var (to, at) = (rollbacks[0].GetProperty("to").GetInt64(), rollbacks[0].GetProperty("step").GetInt64());
        Assert.InRange(to, 10, at - 5);
        Assert.Contains($"\"health\":\"collapsed\",\"rolledBackTo\":{to}}}", whole.Metrics[(int)at - 1]);

        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run((Exploding with { Steps = at - 3 }).In(run))).AssertExit(0);
        var end = (await GanClusterProgram.Run("train", "--resume", "--output", run.Path, "--steps", $"{Steps}", "--lanes", "1")).AssertExit(0);
        run.AssertSameAs(whole);
        run.AssertCheckpointsVerify();
        Assert.Equal(whole.Result.Health, run.Result.Health);
        Assert.Contains($"rollbacks   {rollbacks.Count} of 3", end.Output);
    }

    /// <summary>After the first rollback the others wait for a third: the one that comes must bring the copy back to which they go at the second.</summary>
    [Fact]
    public async Task Nodes_OneKilledAndOneJoinsAfterARollback_SameBytes()
    {
        await using var group = NodeGroup.Start(Exploding, _folder.Path, 3, "cluster.minWorkers=3");
        var killed = group.Members[2];
        await killed.Program.Until("a rollback", () => killed.Logged("back to the networks").Count > 0);
        killed.Program.Send(Signal.Kill);
        var joiner = group.Add();
        foreach (var member in new[] { group.Members[0], group.Members[1], joiner }) await member.EndsAs(undisturbed, Exploding);
        Assert.NotEmpty(joiner.Logged("Goes on from"));
        Assert.NotEmpty(joiner.Logged("back to the networks"));
        Assert.InRange(joiner.Folder.Metrics.Count, 1, Steps - 1);
    }
}
