using GanCluster.Core.Membership;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Tests.Planning;

public class SliceSplitTests
{
    private static readonly NodeId[] Nodes = [.. Enumerable.Range(0, 6).Select(i => new NodeId($"n{i}", i + 1))];

    [Fact]
    public void Split_Star_IsOnTheCoordinatorsNode() =>
        Assert.All(SliceSplit.Split(AveragingLayout.Star, 8, Nodes[2], Nodes), averager => Assert.Equal(Nodes[2], averager));

    [Fact]
    public void Split_StarWithoutTheCoordinator_IsOnAnother() =>
        Assert.All(SliceSplit.Split(AveragingLayout.Star, 8, new NodeId("elsewhere", 9), Nodes), averager => Assert.Equal(Nodes[0], averager));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 4)]
    public void Split_Auto_IsAStarUpToThreeWorkers(int workers, int averagers) =>
        Assert.Equal(averagers, SliceSplit.Split(AveragingLayout.Auto, 8, Nodes[0], Nodes[..workers]).Distinct().Count());

    [Fact]
    public void Split_WhenOneIsLost_MovesItsSlicesOnly()
    {
        var before = SliceSplit.Split(AveragingLayout.Sharded, 12, Nodes[0], Nodes[..4]);
        var after = SliceSplit.Split(AveragingLayout.Sharded, 12, Nodes[0], [Nodes[0], Nodes[1], Nodes[3]], before);
        for (var i = 0; i < 12; i++) Assert.True(before[i] == Nodes[2] ? after[i] != Nodes[2] : after[i] == before[i]);
        Assert.All(after.GroupBy(averager => averager), group => Assert.Equal(4, group.Count()));
    }
}
