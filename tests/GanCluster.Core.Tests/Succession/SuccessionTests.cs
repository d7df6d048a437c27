using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Succession;

namespace GanCluster.Core.Tests.Succession;

public class SuccessionTests
{
    [Theory]
    [InlineData("a", 5, "b", 7, MergeVerdict.LeaveAndRejoin)]
    [InlineData("a", 7, "b", 5, MergeVerdict.Stay)]
    [InlineData("a", 5, "b", 5, MergeVerdict.Stay)]
    [InlineData("b", 5, "a", 5, MergeVerdict.LeaveAndRejoin)]
    public void Decide_OlderPhaseOrHigherAddress_Leaves(string ours, long ourPhase, string theirs, long theirPhase, MergeVerdict verdict) =>
        Assert.Equal(verdict, MergeRule.Decide(new ClusterSighting(ours, new PhaseNumber(ourPhase)), new ClusterSighting(theirs, new PhaseNumber(theirPhase))).Verdict);

    [Fact]
    public void Decide_WithoutAReplica_Leaves() =>
        Assert.Equal(MergeVerdict.LeaveAndRejoin, MergeRule.Decide(new ClusterSighting("a", null), new ClusterSighting("b", PhaseNumber.First)).Verdict);

    [Fact]
    public void Raise_WhenRefused_GoesAboveAtMostOnceASecond()
    {
        var (own, highest) = (new PlanOrder(2, 1, 4), new PlanOrder(5, 9, 1));
        Assert.Equal(6, TermRule.Raise(own, highest, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Null(TermRule.Raise(own, highest, TimeSpan.Zero, TimeSpan.FromSeconds(0.9)));
        Assert.Null(TermRule.Raise(highest, own, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Raise_AboveATermOutOfAllMeasure_IsNot() =>
        Assert.Null(TermRule.Raise(new PlanOrder(2, 1, 4), new PlanOrder(long.MaxValue, 9, 1), TimeSpan.Zero, TimeSpan.FromSeconds(5)));
}
