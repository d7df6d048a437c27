using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Nodes come and go while the run goes on.</summary>
[Collection(Timed.Name)]
public sealed class ElasticTests(UndisturbedRuns undisturbed)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(0.5);

    [Fact]
    public Task OneBecomesFourBecomesTwo_TheyTakePartAndNobodyStandsForHalfASecond_SameBytes() => Timed.Run(OneFourTwo);

    private async Task OneFourTwo(TemporaryFolder folder)
    {
        // Who was slow with its first shards has none for ten seconds, and is measured again then.
        var setup = TrainingSetup.Slow(1_600);
        await using var group = NodeGroup.Start(setup, folder.Path, 1);
        await group.UntilStep(50);
        var joining = TimeProvider.System.GetUtcNow();
        // One after another: three that start at once take both cores of a small machine for seconds, before they have anything to do with who trains there.
        for (var i = 0; i < 3; i++)
        {
            group.Add();
            await group.UntilStep(1);
        }

        // While they come, a plan often takes the place of one that hasn't come into effect.
        await group.Members[0].Program.Until("each of four has had shards for 50 steps", () =>
            group.Coordinator.Folder.Plans.Reverse().TakeWhile(plan => plan.Shards.Count == 4 && plan.Shards.Values.All(shards => shards > 0)).LastOrDefault() is { } since
            && group.Members.All(member => member.Folder.LastStep > since.Base / 2 + 50));
        await group.UntilStep(group.Members[0].Folder.LastStep + 50);
        var leaving = group.Members.Skip(2).ToList();
        foreach (var member in leaving) member.Program.Send(Signal.Terminate);
        foreach (var member in leaving) (await member.Program.End()).AssertExit(130);
        var left = TimeProvider.System.GetUtcNow();
        foreach (var member in group.Members.Take(2)) await member.EndsAs(undisturbed, setup);

        var result = group.Members[0].Folder.Result;
        Assert.Equal(4, result.WorkersSeen);
        Assert.All(result.Workers!, worker => Assert.True(worker.Shards > 0, $"{worker} computed nothing"));
        // Not to the step at which nobody could leave any more.
        Assert.All(leaving, member => Assert.True(member.Folder.LastStep < setup.Steps - 100));
        foreach (var member in group.Members)
        {
            // Until ten seconds after the last of it: the rest of the run is there only to be long enough.
            var gap = member.Folder.LongestGapAfter(joining, within: left - joining + TimeSpan.FromSeconds(10));
            Timed.Within(LongestGap, gap, $"{Path.GetFileName(member.Folder.Path)}'s longest gap, with steps to {member.Folder.LastStep},");
        }
    }
}
