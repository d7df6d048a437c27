using CsCheck;
using GanCluster.Core.Averaging;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Tests.Planning;

public class ShardSplitTests
{
    [Fact]
    public void Split_Anything_DealsEveryShardOnceInOrder() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0.01, 10].Array[1, 9]).Sample((shards, seconds) =>
        {
            var ranges = ShardSplit.Split(new ReductionTree(shards), seconds);
            var next = 0;
            foreach (var range in ranges)
            {
                Assert.Equal(next, range.First);
                Assert.True(range.End >= range.First);
                next = range.End;
            }

            Assert.Equal(shards, next);
        });

    [Fact]
    public void Split_Anything_IsNoSlowerThanAnyOtherSplit() =>
        Gen.Select(Gen.Int[1, 30], Gen.Double[0.01, 10].Array[2, 5], Gen.Int[0, 30].Array[4]).Sample((shards, seconds, cuts) =>
        {
            var ends = cuts.Take(seconds.Length - 1).Select(cut => cut % (shards + 1)).Order().Append(shards).ToArray();
            var other = ends.Select((end, i) => new ShardRange(i == 0 ? 0 : ends[i - 1], end)).ToArray();
            var best = ShardSplit.Split(new ReductionTree(shards), seconds);
            Assert.True(ShardSplit.SecondsOf(best, seconds) <= ShardSplit.SecondsOf(other, seconds));
        });

    [Theory]
    [InlineData(8, 4)]
    [InlineData(16, 2)]
    [InlineData(12, 3)]
    public void Split_AmongEqualsThatDivideTheTree_SendsOneContributionEach(int shards, int workers)
    {
        var tree = new ReductionTree(shards);
        foreach (var range in ShardSplit.Split(tree, Enumerable.Repeat(1.0, workers).ToArray())) Assert.Single(tree.Cover(range.First, range.End));
    }

    [Fact]
    public void Split_WithAWorkerAtAQuarterOfTheSpeed_GivesItAQuarter() =>
        Assert.Equal([new(0, 4), new(4, 8), new(8, 9)], ShardSplit.Split(new ReductionTree(9), [1, 1, 4]));

    [Fact]
    public void Split_WithAStuckWorker_GivesItNothing() =>
        Assert.True(ShardSplit.Split(new ReductionTree(8), [0.1, 100, 0.1])[1].IsEmpty);

    [Fact]
    public void Split_WhereSeveralAreAsGood_KeepsTheBoundaries()
    {
        ShardRange[] before = [new(0, 2), new(2, 5), new(5, 8)];
        Assert.Equal(before, ShardSplit.Split(new ReductionTree(8), [1, 1, 1], before));
    }
}
