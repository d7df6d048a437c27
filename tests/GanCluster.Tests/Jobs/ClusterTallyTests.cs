using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Jobs.Cluster;

namespace GanCluster.Tests.Jobs;

public sealed class ClusterTallyTests
{
    private const int Shards = 8;

    private readonly ClusterTally _tally = new(new PhaseSchedule(1), Shards);

    [Fact]
    public void ShardsRecomputed_IsWhatWasComputedBeyondOneOfEachPhase()
    {
        _tally.PlanMade(From(0));
        for (var step = 1; step <= 10; step++)
        {
            _tally.StepCompleted(Account("a", step, shards: step * 10, ofPhases: [5, 5]));
            _tally.StepCompleted(Account("b", step, shards: step * 6 + 3, ofPhases: [3, step == 4 ? 6 : 3]));
        }

        Assert.Equal(3, _tally.ShardsRecomputed);
        Assert.Equal(2, _tally.WorkersSeen);
        Assert.Equal([100, 63], _tally.Workers.Select(worker => worker.Shards));
    }

    /// <summary>Its shards before the kill must not hide those that others computed twice after it.</summary>
    [Fact]
    public void ShardsRecomputed_OneAccountIsMissing_StillCountsThoseOfLaterPhases()
    {
        _tally.PlanMade(From(0));
        _tally.StepCompleted(Account("a", 1, shards: 8, ofPhases: [4, 4]));
        _tally.StepCompleted(Account("a", 2, shards: 18, ofPhases: [8, 10]));
        Assert.Equal(2, _tally.ShardsRecomputed);
    }

    [Fact]
    public void ShardsRecomputed_UnderASecondCoordinator_LeavesOutWhatWasBefore()
    {
        _tally.StepCompleted(Account("a", 99, shards: 1584, ofPhases: [9, 9]));
        _tally.PlanMade(From(200));
        _tally.StepCompleted(Account("a", 100, shards: 1600, ofPhases: [9, 9]));
        _tally.StepCompleted(Account("a", 101, shards: 1617, ofPhases: [8, 9]));
        Assert.Equal(1, _tally.ShardsRecomputed);
    }

    [Fact]
    public void PhasesLost_IsTheHighestReportedMinusWhereAPlanGoesOnFrom()
    {
        _tally.PlanMade(From(0));
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(21));
        Assert.Equal(0, _tally.PhasesLost);
        _tally.PlanMade(From(17));
        Assert.Equal((3, 3), (_tally.PhasesLost, _tally.Plans));
    }

    [Fact]
    public void PhasesLost_ANewCoordinatorThatDoesntKnowItsNewestWorkerYet_CountsNone()
    {
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(4) with { Shares = [new PlanShare(new NodeId("a", 1), new ShardRange(0, 8))] });
        Assert.Equal(0, _tally.PhasesLost);
    }

    [Fact]
    public void Order_OneWaitsForThoseBeforeItAndEachCountsOnce()
    {
        var order = new StepOrder(4);
        Assert.Equal([5], Steps(order.Add(Account("a", 5, 0))));
        Assert.Empty(order.Add(Account("a", 7, 0)));
        Assert.Empty(order.Add(Account("b", 5, 0)));
        Assert.Equal([6, 7], Steps(order.Add(Account("b", 6, 0))));
        Assert.Empty(order.Rest());
    }

    [Fact]
    public void Order_OneThatNobodySends_IsWaitedForInVainAndThenLeftOut()
    {
        var order = new StepOrder(0);
        var came = Enumerable.Range(2, 20).SelectMany(step => Steps(order.Add(Account("a", step, 0)))).ToList();
        Assert.NotEmpty(came);
        Assert.Equal(Enumerable.Range(2, 20).Select(step => (long)step), [.. came, .. Steps(order.Rest())]);
    }

    private static IEnumerable<long> Steps(IEnumerable<WorkerStep> accounts) => accounts.Select(account => account.Step);

    private static WorkerStep Account(string node, long step, long shards, params int[] ofPhases) => new(
        new NodeId(node, 1), 100 + node[0], step, [.. ofPhases.Select((count, i) => new PhaseAccount(new PhaseNumber(2 * (step - 1) + i), count, true, [], 0, []))], shards, 0, 0);

    private static Plan From(long phase) =>
        new(new PlanOrder(0, 1, 1), new NodeId("c", 1), new PhaseNumber(phase), default, new PhaseNumber(phase), new PhaseNumber(1000), [], [], "why");
}
