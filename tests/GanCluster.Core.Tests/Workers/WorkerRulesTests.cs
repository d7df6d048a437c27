using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Workers;

namespace GanCluster.Core.Tests.Workers;

public class WorkerRulesTests
{
    private static readonly NodeId First = new("n0", 1), Second = new("n1", 2), Joiner = new("n2", 3);

    // Who stated its phase was asked, and when it was gone nobody: the run waited for the joiner, and the joiner for somebody to state its phase.
    [Fact]
    public void PeerDisconnected_TheDonorWhileTheRunIsPaused_AnotherIsAsked()
    {
        var now = TimeSpan.FromSeconds(1);
        var state = new WorkerState(Joiner, new WorkerSetting(new ReductionTree(8), 2, 1, new DecisionSchedule(new PhaseSchedule(1), 0, 0)));
        WorkerRules.Begin(state, PhaseNumber.First, default, 0, 0, now);
        var plan = new Plan(new PlanOrder(0, 1, 3), First, new PhaseNumber(20), default, new PhaseNumber(20), new PhaseNumber(100), [], [First, Second], "paused: 2 of at least 3 workers");
        WorkerRules.On(state, new PlanArrived(plan), now);
        WorkerRules.On(state, new PeerStated(First, new PhaseNumber(20), default, default), now);
        Assert.Equal(First, state.Donor);
        var outcome = WorkerRules.On(state, new PeerDisconnected(First), now);
        Assert.Equal(Second, Assert.Single(outcome.Effects.OfType<WantSnapshot>()).Donor);
    }
}
