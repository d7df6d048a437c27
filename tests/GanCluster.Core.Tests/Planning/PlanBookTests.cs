using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Tests.Planning;

public class PlanBookTests
{
    private readonly PlanBook _book = new();

    [Fact]
    public void Offer_AHigherOne_IsFollowedFromItsPhaseOn()
    {
        Assert.Equal(PlanVerdict.Followed, _book.Offer(Made(0, 1, 1, from: 0)));
        Assert.Equal(PlanVerdict.Followed, _book.Offer(Made(0, 1, 2, from: 5)));
        Assert.Equal(1, _book.For(new PhaseNumber(4))!.Order.Epoch);
        Assert.Equal(2, _book.For(new PhaseNumber(5))!.Order.Epoch);
    }

    [Fact]
    public void Offer_ALowerTerm_IsRefused()
    {
        _book.Offer(Made(3, 1, 1, from: 0));
        Assert.Equal(PlanVerdict.Older, _book.Offer(Made(2, 9, 9, from: 0)));
    }

    [Fact]
    public void Offer_TheSameAgain_IsKnown()
    {
        _book.Offer(Made(3, 1, 1, from: 0));
        Assert.Equal(PlanVerdict.Known, _book.Offer(Made(3, 1, 1, from: 0)));
    }

    [Theory]
    [InlineData(1_000, PlanVerdict.Followed)]
    [InlineData(1_001, PlanVerdict.TermJumps)]
    [InlineData(long.MaxValue, PlanVerdict.TermJumps)]
    public void Offer_AFarTerm_IsFollowedUpToAThousand(long term, PlanVerdict verdict)
    {
        _book.Offer(Made(0, 1, 1, from: 0));
        Assert.Equal(verdict, _book.Offer(Made(term, 1, 2, from: 0)));
    }

    [Fact]
    public void Offer_AnEarlierOneOfTheSameCoordinator_HoldsUntilTheLater()
    {
        _book.Offer(Made(0, 1, 3, from: 9));
        Assert.Equal(PlanVerdict.Followed, _book.Offer(Made(0, 1, 2, from: 4)));
        Assert.Equal(2, _book.For(new PhaseNumber(8))!.Order.Epoch);
        Assert.Equal(3, _book.For(new PhaseNumber(9))!.Order.Epoch);
        Assert.Equal(3, _book.Highest!.Order.Epoch);
    }

    [Fact]
    public void Offer_OneThatHoldsAtOnce_ReplacesWhatWasToCome()
    {
        _book.Offer(Made(0, 1, 1, from: 0));
        _book.Offer(Made(0, 1, 2, from: 9));
        _book.Offer(Made(0, 1, 3, from: 7));
        Assert.Equal(3, _book.For(new PhaseNumber(9))!.Order.Epoch);
        Assert.Equal(PlanVerdict.Known, _book.Offer(Made(0, 1, 2, from: 9)));
    }

    private static Plan Made(long term, int coordinator, long epoch, long from) => new(
        new PlanOrder(term, coordinator, epoch), new NodeId("n0", coordinator), default, default, new PhaseNumber(from), new PhaseNumber(100), [], [], "test");
}
