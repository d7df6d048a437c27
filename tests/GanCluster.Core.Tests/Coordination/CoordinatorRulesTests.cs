using GanCluster.Core.Averaging;
using GanCluster.Core.Coordination;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Coordination;

public class CoordinatorRulesTests
{
    private static readonly NodeId First = new("n0", 1), Second = new("n1", 2);
    private int _milliseconds;

    [Fact]
    public void WorkerReported_InTheCourseOfTheRun_MakesNoPlan()
    {
        var state = Started(minWorkers: 2);
        var plan = state.Plan!;
        for (var phase = 0; phase < 50; phase++)
        {
            foreach (var node in new[] { First, Second })
            {
                Assert.DoesNotContain(Give(state, new WorkerReported(At(node, phase, plan.Order))).Effects, effect => effect is SendPlan);
            }
        }
    }

    [Fact]
    public void PeerDisconnected_BelowTheMinimum_PausesAndSaysSo()
    {
        var state = Started(minWorkers: 2);
        var outcome = Give(state, new PeerDisconnected(Second));
        Assert.True(state.Plan!.IsPaused);
        Assert.Contains("paused: 1 of at least 2", outcome.Reason);
        Give(state, new PeerConnected(Second));
        Give(state, new WorkerReported(At(Second, 0, state.Plan.Order)));
        Assert.False(state.Plan.IsPaused);
    }

    [Fact]
    public void PeerDisconnected_WithAnotherLeft_HandsOverAtOnce()
    {
        var state = Started(minWorkers: 1);
        Give(state, new PeerDisconnected(Second));
        Assert.Equal([new PlanShare(First, new ShardRange(0, 8))], state.Plan!.Shares);
        Assert.True(state.Plan.From <= PhaseNumber.First);
    }

    [Fact]
    public void WorkerReported_DifferentFinalDigests_IsAFault()
    {
        var state = Started(minWorkers: 1);
        Give(state, new WorkerReported(At(First, 100, state.Plan!.Order) with { FinalDigest = Digest.Of([1]) }));
        var outcome = Give(state, new WorkerReported(At(Second, 100, state.Plan.Order) with { FinalDigest = Digest.Of([2]) }));
        Assert.Single(outcome.Effects.OfType<Fault>());
        Assert.DoesNotContain(outcome.Effects, effect => effect is EndRun);
        Assert.Equal([First, Second], outcome.Effects.OfType<FailRun>().Select(fail => fail.To));
        outcome = Give(state, new WorkerReported(At(First, 100, state.Plan.Order) with { FinalDigest = Digest.Of([1]) }));
        Assert.Equal(First, Assert.IsType<FailRun>(Assert.Single(outcome.Effects)).To);
    }

    [Fact]
    public void FaultFound_StopsEverybodyOnce()
    {
        var state = Started(minWorkers: 1);
        var outcome = Give(state, new FaultFound("first and second differ"));
        Assert.Equal([new FailRun(First, "first and second differ"), new FailRun(Second, "first and second differ")], outcome.Effects);
        Assert.Empty(Give(state, new FaultFound("second and first differ")).Effects);
    }

    // All pods told to leave at once used to end in the middle of a step half of the time, and of that there is no checkpoint.
    [Theory, InlineData(20, 22), InlineData(21, 24), InlineData(97, 100)]
    public void WorkerReported_AllAreLeaving_TheRunEndsWithAStep(long newest, long end)
    {
        var state = Started(minWorkers: 1);
        var order = state.Plan!.Order;
        foreach (var node in new[] { First, Second }) Give(state, new WorkerReported(At(node, newest, order)));
        foreach (var node in new[] { First, Second }) Give(state, new WorkerReported(At(node, newest, order) with { Leaving = true }));
        Assert.True(state.Plan.IsPaused);
        Assert.Equal(new PhaseNumber(end), state.Plan.From);
    }

    [Fact]
    public void SingletonStarted_WhereAllAreLeavingInTheMiddleOfAStep_TheyEndItFirst()
    {
        var decisions = new DecisionSchedule(new PhaseSchedule(1), 0, 0);
        var state = new CoordinatorState(First, new CoordinatorSetting(new ReductionTree(8), 2, AveragingLayout.Star, 1, new PhaseNumber(100), decisions));
        Give(state, new SingletonStarted([First]));
        var outcome = Give(state, new WorkerReported(At(First, 21, new PlanOrder(0, 5, 5)) with { Leaving = true }));
        var plans = outcome.Effects.OfType<SendPlan>().Select(effect => effect.Plan).DistinctBy(plan => plan.Order).OrderBy(plan => plan.From.Value).ToList();
        Assert.Equal([new PhaseNumber(21), new PhaseNumber(24)], plans.Select(plan => plan.From));
        Assert.Equal([false, true], plans.Select(plan => plan.IsPaused));
    }

    // Reports of one worker once overtook another's by a few phases, and each time its shards changed hands.
    [Fact]
    public void WorkerReported_FarAheadOfAnotherForAMoment_MakesNoPlan()
    {
        var state = Started(minWorkers: 1);
        var plan = state.Plan!;
        Give(state, new WorkerReported(At(First, 10, plan.Order)));
        Give(state, new WorkerReported(At(Second, 7, plan.Order)));
        Assert.Same(plan, state.Plan);
        _milliseconds += 300;
        Give(state, new WorkerReported(At(Second, 7, plan.Order)));
        Assert.Null(state.Plan!.ShareOf(Second));
    }

    // A worker whose first shard was slow once got none, and so was never measured again.
    [Fact]
    public void Ticked_AWorkerWithoutShardsForLong_GetsSomeAgain()
    {
        var state = Started(minWorkers: 1);
        Give(state, new WorkerReported(At(First, 0, state.Plan!.Order) with { SecondsPerShard = 0.01 }));
        Give(state, new WorkerReported(At(Second, 0, state.Plan.Order) with { SecondsPerShard = 5 }));
        _milliseconds += 3_000;
        Give(state, Ticked.Now);
        Assert.True(state.Plan.ShareOf(Second)!.Shards.IsEmpty);
        _milliseconds += 11_000;
        Give(state, Ticked.Now);
        Assert.False(state.Plan.ShareOf(Second)!.Shards.IsEmpty);
    }

    // It counted as the mean of the others, later as their median, and so got nothing where most of them had come just before and were still slow with their first shards.
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void WorkerReported_ANewOneAfterSomeThatAreSlowAtFirst_GetsShards(int slow)
    {
        var (state, fresh) = (Started(minWorkers: 1), new NodeId("fresh", 9));
        Give(state, new WorkerReported(At(First, 0, state.Plan!.Order) with { SecondsPerShard = 0.002 }));
        var slowOnes = Enumerable.Range(0, slow).Select(i => i == 0 ? Second : new NodeId($"n{i + 1}", i + 2)).ToList();
        foreach (var node in slowOnes.Append(fresh)) Give(state, new MemberUp(node));
        foreach (var node in slowOnes) Give(state, new WorkerReported(At(node, 0, state.Plan.Order) with { SecondsPerShard = 0.2 }));
        Give(state, new WorkerReported(At(fresh, 0, null) with { SecondsPerShard = 0 }));
        _milliseconds += 3_000;
        Give(state, Ticked.Now);
        Assert.False(state.Plan.ShareOf(fresh)!.Shards.IsEmpty);
        Assert.All(slowOnes, node => Assert.True(state.Plan.ShareOf(node)!.Shards.IsEmpty));
    }

    /// <summary>Before anybody waits for it.</summary>
    [Fact]
    public void Ticked_SomebodyHoldsWhatIsToBeJudged_OneIsToldUntilItIsDecided()
    {
        var state = Started(minWorkers: 1);
        Hold(state, 20);
        var asked = Assert.Single(Orders(Give(state, Ticked.Now)));
        Assert.Equal(20, asked.Step);
        Assert.Empty(Orders(Give(state, Ticked.Now)));
        // Again, in case that was lost; the same, however long it takes.
        _milliseconds += 2_000;
        Assert.Equal(asked, Assert.Single(Orders(Give(state, Ticked.Now))));
        var decision = new Decision(20, 7);
        Assert.Equal([First, Second], Give(state, new DecisionMade(decision)).Effects.OfType<SendDecision>().Select(send => send.To));
        _milliseconds += 5_000;
        Assert.Empty(Orders(Give(state, Ticked.Now)));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Ticked_WhoJudgesIsLostOrStuck_AnotherIsTold(bool isLost)
    {
        var state = Started(minWorkers: 1);
        Hold(state, 20);
        var asked = Assert.Single(Orders(Give(state, Ticked.Now)));
        if (isLost) Give(state, new PeerDisconnected(asked.To));
        else _milliseconds += 11 * 60_000;
        var other = Assert.Single(Orders(Give(state, Ticked.Now)));
        Assert.Equal((asked.To == First ? Second : First, 20), (other.To, other.Step));
    }

    private static IEnumerable<OrderEvaluation> Orders(Outcome outcome) => outcome.Effects.OfType<OrderEvaluation>();

    private void Hold(CoordinatorState state, long step)
    {
        foreach (var node in new[] { First, Second }) Give(state, new WorkerReported(At(node, 2 * step, state.Plan!.Order) with { HoldsEvaluation = step }));
    }

    private CoordinatorState Started(int minWorkers)
    {
        var decisions = new DecisionSchedule(new PhaseSchedule(1), 0, 0);
        var state = new CoordinatorState(First, new CoordinatorSetting(new ReductionTree(8), 2, AveragingLayout.Star, minWorkers, new PhaseNumber(100), decisions));
        Give(state, new SingletonStarted([First, Second]));
        Give(state, new WorkerReported(At(First, 0, null)));
        Give(state, new WorkerReported(At(Second, 0, null)));
        Assert.Equal(2, state.Plan!.Shares.Count);
        return state;
    }

    private Outcome Give(CoordinatorState state, NodeEvent @event) => CoordinatorRules.On(state, @event, TimeSpan.FromMilliseconds(_milliseconds += 10));

    private static WorkerReport At(NodeId node, long phase, PlanOrder? highest) =>
        new(node, new PhaseNumber(phase), default, highest, null, 0.1, false, null, null, 0);
}
