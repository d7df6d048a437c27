using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>What happens to all of a cluster at once.</summary>
public sealed class WholeClusterTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EverythingKilled_ResumedWithAnotherNumberOfWorkers_SameBytes()
    {
        var setup = ClusterRun.Setup();
        await using (var run = ClusterRun.Start(setup, _folder.PathOf("run"), 3, "sharded", "checkpoints.every=20"))
        {
            await run.Until("a checkpoint", () => run.Folder.NewestCheckpoint >= 60);
            var workers = run.Workers.Values;
            await run.KillAndEnd();
            await Children.Ended(workers);
            Assert.False(run.Folder.HasResult);
            run.Folder.AssertCheckpointsVerify();
            // As where a worker's checkpoint was faster than the coordinator's note of the same step.
            await File.WriteAllLinesAsync(run.Folder.PathOf("metrics.jsonl"), (await File.ReadAllLinesAsync(run.Folder.PathOf("metrics.jsonl"), TestContext.Current.CancellationToken)).Take(55), TestContext.Current.CancellationToken);
        }

        await using var resumed = ClusterRun.Resume(_folder.PathOf("run"), 2);
        await resumed.EndsAs(undisturbed, setup);
        Assert.Equal(2, resumed.Folder.EventsNamed("started").Count());
    }

    [Theory, InlineData("Interrupt")]
    public async Task Signal_CheckpointEverywhereAnd130_ThenInOneProcessToTheSameBytes(string signal)
    {
        var setup = ClusterRun.Setup();
        await using (var run = ClusterRun.Start(setup, _folder.PathOf("run"), 2, "star"))
        {
            await run.UntilStep(40);
            run.Send(Enum.Parse<Signal>(signal));
            var end = (await run.End()).AssertExit(130);
            Assert.Contains($"Interrupted after step {run.Folder.LastStep} of 300", end.Output);
            Assert.Equal([run.Folder.LastStep], run.Folder.CheckpointSteps);
            Assert.False(run.Folder.HasResult);
            await Children.Ended(run.Workers.Values);
        }

        var folder = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run("train", "--resume", "--output", folder.Path)).AssertExit(0);
        folder.AssertSameAs(await undisturbed.Of(setup));
    }

    /// <summary>As a service manager does it: SIGTERM to every process at once.</summary>
    [Fact]
    public async Task SignalToEveryProcess_CheckpointAnd130()
    {
        await using var run = ClusterRun.Start(ClusterRun.Setup(), _folder.PathOf("run"), 2, "star");
        await run.UntilStep(40);
        var workers = run.Workers.Values;
        foreach (var process in workers.Append(run.Coordinator)) Signals.Send(process, Signal.Terminate);
        (await run.End()).AssertExit(130);
        Assert.Equal([run.Folder.LastStep], run.Folder.CheckpointSteps);
        run.Folder.AssertCheckpointsVerify();
        await Children.Ended(workers);
    }

    /// <summary>As all pods of a set get it: they end with the same step, and one of them has its checkpoint.</summary>
    [Fact]
    public async Task EveryNodeTerminatedAtOnce_ACheckpointOfTheStepThatTheyEndedWith()
    {
        await using var group = NodeGroup.Start(ClusterRun.Setup(), _folder.Path, 2);
        await group.UntilStep(40);
        foreach (var member in group.Members) member.Program.Send(Signal.Terminate);
        foreach (var member in group.Members) (await member.Program.End()).AssertExit(130);
        Assert.Equal(group.Members.Max(member => member.Folder.LastStep), group.Members.Max(member => member.Folder.NewestCheckpoint));
        Assert.All(group.Members, member => member.Folder.AssertCheckpointsVerify());
    }

    [Fact]
    public async Task SignalBeforeTrainingBegins_130AndNothingIsLeft()
    {
        await using var run = ClusterRun.Start(ClusterRun.Setup(), _folder.PathOf("run"), 2, "star");
        await run.Until("its workers", () => File.Exists(run.Folder.PathOf("events.jsonl")) && run.Workers.Count == 2);
        run.Send(Signal.Interrupt);
        var end = (await run.End()).AssertExit(130);
        Assert.Contains("before training began", end.Output);
        Assert.False(run.Folder.HasBegun);
        await Children.Ended(run.Workers.Values);
    }

    [Fact]
    public async Task AllWorkersKilled_OneSentenceAndTheFolderCanBeResumed()
    {
        var setup = ClusterRun.Setup();
        await using (var run = ClusterRun.Start(setup, _folder.PathOf("run"), 2, "star", "checkpoints.every=20"))
        {
            await run.Until("a checkpoint", () => run.Folder.NewestCheckpoint >= 40);
            foreach (var worker in run.Workers.Values) Signals.Send(worker, Signal.Kill);
            var end = (await run.End()).AssertExit(1);
            Assert.Contains("no worker is left", end.Error);
            Assert.DoesNotContain('\n', end.Error.TrimEnd());
        }

        await using var resumed = ClusterRun.Resume(_folder.PathOf("run"), 2);
        await resumed.EndsAs(undisturbed, setup);
    }
}
