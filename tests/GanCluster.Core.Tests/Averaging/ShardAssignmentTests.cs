using CsCheck;
using GanCluster.Core.Averaging;

namespace GanCluster.Core.Tests.Averaging;

public class ShardAssignmentTests
{
    [Fact]
    public void Contiguous_AnyLanes_GivesEachShardOnceAndEqualShares() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 80]).Sample((shards, lanes) =>
    {
        var assignment = ShardAssignment.Contiguous(shards, lanes);
        Assert.Equal(lanes, assignment.Count);
        Assert.Equal(Enumerable.Range(0, shards), assignment.SelectMany(own => own).Select(shard => shard.Value));
        Assert.True(assignment.Max(own => own.Count) - assignment.Min(own => own.Count) <= 1);
    });
}
