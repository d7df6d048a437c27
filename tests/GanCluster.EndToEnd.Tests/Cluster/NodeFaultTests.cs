using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Three nodes that each compute and may each coordinate: whoever of them goes, the others go on, to the same bytes.</summary>
[Collection(Timed.Name)]
public sealed class NodeFaultTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const int Nodes = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task WorkerTerminated_LeavesWithinTwoSecondsAndNobodyStandsForHalfASecond() =>
        Terminate(coordinator: false, longestGap: TimeSpan.FromSeconds(0.5));

    [Fact]
    public Task CoordinatorTerminated_TrainingGoesOnWithinTwoSeconds() =>
        Terminate(coordinator: true, longestGap: TimeSpan.FromSeconds(2));

    [Theory, InlineData("star"), InlineData("sharded")]
    public async Task CoordinatorKilled_TrainingGoesOnWithinTenSecondsAndNoPhaseIsLost(string averaging)
    {
        await using var group = await Training(averaging);
        var killed = group.Coordinator;
        var moment = killed.Program.Send(Signal.Kill);
        await OthersEnd(group, [killed], moment, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task TwoOfThreeKilled_TheCoordinatorAmongThem_TheThirdGoesOnAlone()
    {
        await using var group = await Training("sharded");
        var killed = new[] { group.Coordinator, group.Members.First(member => member != group.Coordinator) };
        var moments = killed.Select(member => member.Program.Send(Signal.Kill)).ToList();
        await OthersEnd(group, killed, moments[0], TimeSpan.FromSeconds(10));
    }

    private async Task Terminate(bool coordinator, TimeSpan longestGap)
    {
        await using var group = await Training("auto");
        var told = group.Members.First(member => member == group.Coordinator == coordinator);
        var moment = told.Program.Send(Signal.Terminate);
        var start = Stopwatch.GetTimestamp();
        (await told.Program.End()).AssertExit(130);
        var left = Stopwatch.GetElapsedTime(start);
        if (!coordinator) Assert.True(left < TimeSpan.FromSeconds(2), $"it left after {left}");
        Assert.False(told.Folder.HasResult);
        TestContext.Current.TestOutputHelper!.WriteLine($"it left within {left.TotalSeconds:0.000} s");
        await OthersEnd(group, [told], moment, longestGap);
    }

    private async Task<NodeGroup> Training(string averaging)
    {
        var group = NodeGroup.Start(Setup, _folder.Path, Nodes, $"cluster.averaging={averaging}");
        await group.UntilStep(100);
        return group;
    }

    private async Task OthersEnd(NodeGroup group, IReadOnlyList<ClusterMember> gone, DateTimeOffset moment, TimeSpan longestGap)
    {
        foreach (var member in group.Members.Except(gone))
        {
            await member.EndsAs(undisturbed, Setup);
            var gap = member.Folder.LongestGapAfter(moment);
            Assert.True(member.Folder.StepTimes[^1] > moment, "the run was over before anything happened");
            Assert.True(gap < longestGap, $"{member.Folder.Path} stood for {gap}");
            TestContext.Current.TestOutputHelper!.WriteLine($"{Path.GetFileName(member.Folder.Path)}: longest gap {gap.TotalSeconds:0.000} s");
        }
    }

    private static TrainingSetup Setup => TrainingSetup.Tiny(1_200);
}
