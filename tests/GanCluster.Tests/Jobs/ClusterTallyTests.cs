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
    public void PhasesLost_IsTheHighestReportedMinusWhereAPlanGoesOnFrom_AsSoonAsTheyAreDoneAgain()
    {
        _tally.PlanMade(From(0));
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(20, "b"));
        _tally.StepCompleted(Account("b", 11, shards: 8));
        Assert.Equal(0, _tally.PhasesLost);
        _tally.PlanMade(From(17, "b"));
        // The last word of one that is gone says nothing of those that go on.
        _tally.StepCompleted(Account("a", 12, shards: 88));
        foreach (var step in (int[])[9, 10, 11, 12]) _tally.StepCompleted(Account("b", step, shards: 8));
        Assert.Equal((7, 3), (_tally.PhasesLost, _tally.Plans));
    }

    [Fact]
    public void PhasesLost_ANewCoordinatorThatDoesntKnowItsNewestWorkerYet_CountsNone()
    {
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(0, "joiner"));
        _tally.StepCompleted(Account("joiner", 1, shards: 8));
        _tally.PlanMade(From(20, "a", "joiner"));
        _tally.StepCompleted(Account("a", 11, shards: 88));
        foreach (var step in (int[])[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) _tally.StepCompleted(Account("joiner", step, shards: 8));
        Assert.Equal(0, _tally.PhasesLost);
    }

    /// <summary>Starved of time, a worker may look gone; it goes on with what it has.</summary>
    [Fact]
    public void PhasesLost_WhoHasThemWasOnlyThoughtToBeGone_CountsNone()
    {
        _tally.PlanMade(From(0, "a", "b"));
        foreach (var worker in (string[])["a", "b"]) _tally.StepCompleted(Account(worker, 9, shards: 72));
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(18, "b"));
        _tally.StepCompleted(Account("b", 10, shards: 88));
        Assert.Equal(2, _tally.PhasesLost);
        _tally.PlanMade(From(20, "a", "b"));
        _tally.StepCompleted(Account("a", 11, shards: 88));
        Assert.Equal(0, _tally.PhasesLost);
    }

    [Fact]
    public void PhasesLost_WhoHadThemComesBackWithoutThem_Counts()
    {
        _tally.PlanMade(From(0, "a", "b"));
        _tally.StepCompleted(Account("b", 9, shards: 72));
        _tally.StepCompleted(Account("a", 10, shards: 80));
        _tally.PlanMade(From(18, "b"));
        _tally.StepCompleted(Account("b", 10, shards: 88));
        _tally.PlanMade(From(20, "a", "b"));
        _tally.StepCompleted(Account("a", 15, shards: 88));
        _tally.StepCompleted(Account("a", 16, shards: 96));
        Assert.Equal(2, _tally.PhasesLost);
    }

    [Fact]
    public void Order_OneWaitsForThoseBeforeItAndEachCountsOnce()
    {
        var order = new StepOrder(4, 2);
        Assert.Equal([5], Steps(order.Add(Account("a", 5, 0, 1, 1))));
        Assert.Empty(order.Add(Account("a", 7, 0, 1, 1)));
        Assert.Empty(order.Add(Account("b", 5, 0, 1, 1)));
        Assert.Equal([6, 7], Steps(order.Add(Account("b", 6, 0, 1, 1))));
        Assert.Empty(order.Rest());
    }

    [Fact]
    public void Order_OneThatNobodySends_IsWaitedForInVainAndThenLeftOut()
    {
        var order = new StepOrder(0, 2);
        var came = Enumerable.Range(2, 20).SelectMany(step => Steps(order.Add(Account("a", step, 0, 1, 1)))).ToList();
        Assert.NotEmpty(came);
        Assert.Equal(Enumerable.Range(2, 20).Select(step => (long)step), [.. came, .. Steps(order.Rest())]);
    }

    [Fact]
    public void Order_WhoTookAReplicaOverInTheMiddleOfAStep_IsWaitedForSomebodyWhoHasTheWhole()
    {
        var order = new StepOrder(4, 2);
        Assert.Empty(order.Add(Account("a", 5, 0, 1)));
        Assert.Empty(order.Add(Account("a", 6, 0, 1, 1)));
        var came = order.Add(Account("b", 5, 0, 1, 1)).ToList();
        Assert.Equal([5, 6], Steps(came));
        Assert.Equal([2, 2], came.Select(account => account.Phases.Count));
        Assert.Empty(order.Add(Account("a", 7, 0, 1)));
        Assert.Equal([7], Steps(order.Rest()));
    }

    private static IEnumerable<long> Steps(IEnumerable<WorkerStep> accounts) => accounts.Select(account => account.Step);

    private static WorkerStep Account(string node, long step, long shards, params int[] ofPhases) => new(
        new NodeId(node, 1), 100 + node[0], step, [.. ofPhases.Select((count, i) => new PhaseAccount(new PhaseNumber(2 * (step - 1) + i), count, true, [], 0, []))], shards, 0, 0);

    private static Plan From(long phase, params string[] workers) =>
        new(new PlanOrder(0, 1, 1), new NodeId("c", 1), new PhaseNumber(phase), default, new PhaseNumber(phase), new PhaseNumber(1000),
            [.. workers.Select(worker => new PlanShare(new NodeId(worker, 1), default))], [], "why");
}
