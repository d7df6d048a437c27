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

    [Fact]
    public async Task DonorKilledWhileItSends_AnotherGoesOn_SameBytes()
    {
        // A replica of 70 MB, which takes half a second.
        var setup = TrainingSetup.Large(100);
        using var folder = new TemporaryFolder();
        await using var group = NodeGroup.Start(setup, folder.Path, 2);
        await group.UntilStep(5);
        var (donors, joiner) = (group.Members.ToList(), group.Add());
        await joiner.Program.Until("somebody sends its replica", () => donors.Exists(Donates));
        var killed = donors.Find(Donates)!;
        killed.Program.Send(Signal.Kill);
        var left = donors.Find(member => member != killed)!;
        foreach (var member in new[] { left, joiner }) await member.EndsAs(undisturbed, setup);

        var taken = joiner.Logged("Goes on from");
        Assert.Contains(taken, line => line.Contains($":{left.Port}#"));
        Assert.DoesNotContain(taken, line => line.Contains($":{killed.Port}#"));
    }

    private async Task OneFourTwo(TemporaryFolder folder)
    {
        var setup = TrainingSetup.Slow(1_800);
        await using var group = NodeGroup.Start(setup, folder.Path, 1);
        await group.UntilStep(50);
        var joining = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 3; i++) group.Add();
        await group.UntilStep(1);
        await group.UntilStep(group.Members[0].Folder.LastStep + 200);
        var leaving = group.Members.Skip(2).ToList();
        foreach (var member in leaving) member.Program.Send(Signal.Terminate);
        foreach (var member in leaving) (await member.Program.End()).AssertExit(130);
        foreach (var member in group.Members.Take(2)) await member.EndsAs(undisturbed, setup);

        var result = group.Members[0].Folder.Result;
        Assert.Equal(4, result.WorkersSeen);
        Assert.All(result.Workers!, worker => Assert.True(worker.Shards > 0, $"{worker} computed nothing"));
        // Not to the step at which nobody could leave any more.
        Assert.All(leaving, member => Assert.True(member.Folder.LastStep < setup.Steps - 100));
        foreach (var member in group.Members)
        {
            var gap = member == group.Members[0] ? member.Folder.LongestGapAfter(joining, within: TimeSpan.MaxValue) : member.Folder.LongestGap;
            Timed.Within(LongestGap, gap, $"{Path.GetFileName(member.Folder.Path)}'s longest gap, with steps to {member.Folder.LastStep},");
        }
    }

    private static bool Donates(ClusterMember member) => member.Logged("Sends its replica").Count > 0;
}
