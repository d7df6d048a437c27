using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Fewer nodes than the run demands: it waits for another, and nothing is lost.</summary>
public sealed class PauseTests(UndisturbedRuns undisturbed)
{
    [Fact]
    public async Task OneOfTwoKilled_BelowTheMinimum_TrainingWaitsForANewOne_SameBytes()
    {
        using var folder = new TemporaryFolder();
        var setup = TrainingSetup.Tiny(300);
        await using var group = NodeGroup.Start(setup, folder.Path, 2, "cluster.minWorkers=2", "cluster.averaging=star");
        await group.UntilStep(20);
        var (left, killed) = (group.Coordinator, group.Members.First(member => member != group.Coordinator));
        killed.Program.Send(Signal.Kill);
        await left.Program.Until("it says that it pauses", () => left.Folder.EventsNamed("plan").Any(plan => plan.Contains("paused: 1 of at least 2 workers")));
        await Task.Delay(TimeSpan.FromSeconds(3)); // the phase that was complete, and its line
        var step = left.Folder.LastStep;
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(step, left.Folder.LastStep);
        Assert.True(step < setup.Steps);

        var joined = group.Add();
        foreach (var member in new[] { left, joined }) await member.EndsAs(undisturbed, setup);
        Assert.Equal(3, left.Folder.Result.WorkersSeen);
    }
}
