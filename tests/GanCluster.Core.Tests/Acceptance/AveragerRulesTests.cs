using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Acceptance;

public class AveragerRulesTests
{
    private static readonly NodeId Self = new("n0", 1), Other = new("n1", 2);
    private readonly AveragerState _state = new(Self, new ReductionTree(4), 1);

    [Fact]
    public void ContributionArrived_TheLastOne_BroadcastsToEveryShareOfThePlan()
    {
        Give(new PlanArrived(Made()), 0);
        Give(Contribution(Self, 0, new TreeNode(1, 0)), 0);
        var sent = Give(Contribution(Other, 0, new TreeNode(1, 1)), 0).Effects.OfType<SendAverage>();
        Assert.Equal([Self, Other], sent.Select(average => average.To));
    }

    [Fact]
    public void ContributionArrived_OfAnotherLineage_IsAFaultThatNamesBoth()
    {
        Give(Contribution(Self, 0, new TreeNode(1, 0)), 0);
        var other = Contribution(Other, 0, new TreeNode(1, 1)) with { Lineage = Lineage.Of(Digest.Of([1])) };
        var fault = Assert.Single(Give(other, 0).Effects.OfType<Fault>());
        Assert.Equal((Other, Self), (fault.First, fault.Second));
    }

    [Fact]
    public void ContributionArrived_OfAThirdPhase_ForgetsTheOldest()
    {
        for (var phase = 0; phase < 3; phase++) Give(Contribution(Self, phase, TreeNode.Leaf(0)), 0);
        Assert.Equal(AveragerRules.PhasesHeld, _state.Phases.Count);
        Assert.Empty(Give(Contribution(Other, 0, TreeNode.Leaf(1)), 0).Effects);
    }

    [Fact]
    public void ContributionArrived_OfAnOlderPhaseWhenNobodyIsAheadAnyMore_IsHeld()
    {
        Give(Contribution(Self, 7, TreeNode.Leaf(0)), 0);
        Assert.Contains(Give(Contribution(Other, 3, TreeNode.Leaf(1)), 2_000).Effects, effect => effect is SumSlice { Phase.Value: 3 });
    }

    [Fact]
    public void Ticked_AfterTheDeadline_ReportsWhatIsMissing()
    {
        Give(new PlanArrived(Made()), 0);
        Give(Contribution(Self, 0, new TreeNode(1, 0)), 0);
        Assert.Empty(Give(Ticked.Now, 200).Effects);
        var late = Assert.Single(Give(Ticked.Now, 260).Effects.OfType<ReportLate>());
        Assert.Equal([new ShardIndex(2), new ShardIndex(3)], late.Shards);
    }

    private Outcome Give(NodeEvent @event, int milliseconds) => AveragerRules.On(_state, @event, TimeSpan.FromMilliseconds(milliseconds));

    private static ContributionArrived Contribution(NodeId from, long phase, TreeNode node) => new(from, new PhaseNumber(phase), default, default, node, 1);

    private static Plan Made() => new(
        new PlanOrder(0, 1, 1), Self, default, default, default, new PhaseNumber(9), [new(Self, new(0, 2)), new(Other, new(2, 4))], [Self], "test");
}
