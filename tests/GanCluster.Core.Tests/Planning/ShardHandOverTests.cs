using CsCheck;
using GanCluster.Core.Averaging;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Tests.Planning;

public class ShardHandOverTests
{
    /// <summary>A new split moved the others' shards as well: they were computed twice, in the very phase that everybody waited for.</summary>
    [Fact]
    public void Split_TheLastOfThreeIsLost_TheOthersKeepTheirs() =>
        Assert.Equal([new(0, 3), new(3, 8)], ShardHandOver.Split(8, [1, 1], [new(0, 3), new(3, 6)]));

    [Fact]
    public void Split_TheMiddleOneIsLost_ItsNeighboursShare() =>
        Assert.Equal([new(0, 4), new(4, 8)], ShardHandOver.Split(8, [1, 1], [new(0, 3), new(5, 8)]));

    [Fact]
    public void Split_OneNeighbourIsSlow_TheOtherTakesMore() =>
        Assert.Equal([new(0, 2), new(2, 8)], ShardHandOver.Split(8, [4, 1], [new(0, 2), new(6, 8)]));

    [Fact]
    public void Split_SomebodyHasNothing_ItTakesPart() =>
        Assert.Equal([new(0, 3), new(3, 5), new(5, 8)], ShardHandOver.Split(8, [1, 1, 1], [new(0, 3), default, new(5, 8)]));

    [Fact]
    public void Split_AnyLost_CoversAllShardsAndEverybodyKeepsItsOwn() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0.01, 10].Array[2, 7], Gen.Bool.Array[7]).Sample((shards, seconds, lost) =>
        {
            var all = ShardSplit.Split(new ReductionTree(shards), seconds);
            var left = Enumerable.Range(0, seconds.Length).Where(i => i == 0 || !lost[i]).ToList();
            var before = left.ConvertAll(i => all[i]).ToArray();
            var ranges = ShardHandOver.Split(shards, left.ConvertAll(i => seconds[i]).ToArray(), before);
            var next = 0;
            for (var i = 0; i < ranges.Length; i++)
            {
                Assert.Equal(next, ranges[i].First);
                next = ranges[i].End;
                if (before[i].IsEmpty) continue;
                Assert.True(ranges[i].First <= before[i].First && ranges[i].End >= before[i].End);
            }

            Assert.Equal(shards, next);
        });
}
