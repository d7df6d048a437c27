using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Three nodes that each compute and may each coordinate: whoever of them goes, the others go on, to the same bytes.</summary>
[Collection(Timed.Name)]
public sealed class NodeFaultTests(UndisturbedRuns undisturbed)
{
    private const int Nodes = 3;

    [Fact]
    public Task WorkerTerminated_LeavesWithinTwoSecondsAndNobodyStandsForHalfASecond() =>
        Timed.Run(folder => Terminate(folder, coordinator: false, longestGap: TimeSpan.FromSeconds(0.5)));

    [Fact]
    public Task CoordinatorTerminated_TrainingGoesOnWithinTwoSeconds() =>
        Timed.Run(folder => Terminate(folder, coordinator: true, longestGap: TimeSpan.FromSeconds(2)));

    [Theory, InlineData("star"), InlineData("sharded")]
    public Task CoordinatorKilled_TrainingGoesOnWithinTenSecondsAndNoPhaseIsLost(string averaging) => Timed.Run(async folder =>
    {
        await using var group = await Training(folder, averaging);
        var killed = group.Coordinator;
        var moment = killed.Program.Send(Signal.Kill);
        await OthersEnd(group, [killed], moment, TimeSpan.FromSeconds(10));
    });

    [Fact]
    public Task TwoOfThreeKilled_TheCoordinatorAmongThem_TheThirdGoesOnAlone() => Timed.Run(async folder =>
    {
        await using var group = await Training(folder, "sharded");
        var killed = new[] { group.Coordinator, group.Members.First(member => member != group.Coordinator) };
        var moments = killed.Select(member => member.Program.Send(Signal.Kill)).ToList();
        await OthersEnd(group, killed, moments[0], TimeSpan.FromSeconds(10));
    });

    private async Task Terminate(TemporaryFolder folder, bool coordinator, TimeSpan longestGap)
    {
        await using var group = await Training(folder, "auto");
        var told = group.Members.First(member => member == group.Coordinator == coordinator);
        var moment = told.Program.Send(Signal.Terminate);
        var start = Stopwatch.GetTimestamp();
        (await told.Program.End()).AssertExit(130);
        var left = Stopwatch.GetElapsedTime(start);
        Assert.False(told.Folder.HasResult);
        await OthersEnd(group, [told], moment, longestGap);
        if (!coordinator) Timed.Within(TimeSpan.FromSeconds(2), left, "leaving");
    }

    private static async Task<NodeGroup> Training(TemporaryFolder folder, string averaging)
    {
        var group = NodeGroup.Start(Setup, folder.Path, Nodes, $"cluster.averaging={averaging}");
        await group.UntilStep(100);
        return group;
    }

    private async Task OthersEnd(NodeGroup group, IReadOnlyList<ClusterMember> gone, DateTimeOffset moment, TimeSpan longestGap)
    {
        foreach (var member in group.Members.Except(gone))
        {
            await member.EndsAs(undisturbed, Setup);
            Assert.True(member.Folder.StepTimes[^1] > moment, "the run was over before anything happened");
        }

        foreach (var member in group.Members.Except(gone))
            Timed.Within(longestGap, member.Folder.LongestGapAfter(moment), $"{Path.GetFileName(member.Folder.Path)}'s longest gap");
    }

    private static TrainingSetup Setup => TrainingSetup.Tiny(500);
}
