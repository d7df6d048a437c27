using GanCluster.Core.Identity;

namespace GanCluster.Core.Averaging;

/// <summary>Which lane computes which shards: contiguous ranges, as equal as can be. Any other assignment gives the same bytes.</summary>
public static class ShardAssignment
{
    public static IReadOnlyList<IReadOnlyList<ShardIndex>> Contiguous(int shards, int lanes)
    {
        var ranges = new List<IReadOnlyList<ShardIndex>>(lanes);
        for (int lane = 0, first = 0; lane < lanes; lane++)
        {
            var end = (int)((long)shards * (lane + 1) / lanes);
            ranges.Add([.. Enumerable.Range(first, end - first).Select(shard => new ShardIndex(shard))]);
            first = end;
        }

        return ranges;
    }
}
