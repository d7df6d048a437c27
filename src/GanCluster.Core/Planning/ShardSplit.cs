using GanCluster.Core.Averaging;

namespace GanCluster.Core.Planning;

/// <summary>
/// Contiguous shard ranges in proportion to speed: the slowest worker's time is as short as it can be. Among the splits of that time it takes the one
/// with the fewest contributions to send (ranges aligned to the tree), then the one that moves the fewest boundaries.
/// </summary>
public static class ShardSplit
{
    /// <param name="secondsPerShard">Of each worker, positive, in the order in which ranges are dealt.</param>
    /// <param name="before">The ranges of the plan before, as many, or nothing.</param>
    public static ShardRange[] Split(ReductionTree tree, ReadOnlySpan<double> secondsPerShard, ReadOnlySpan<ShardRange> before = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(secondsPerShard.Length);
        var most = MostShards(tree.Shards, secondsPerShard);
        var (workers, shards) = (secondsPerShard.Length, tree.Shards);

        // cheapest[w, end]: least cost of dealing [0, end) to workers 0 to w − 1, none above its most.
        var cheapest = new long[workers + 1, shards + 1];
        var start = new int[workers + 1, shards + 1];
        for (var end = 1; end <= shards; end++) cheapest[0, end] = long.MaxValue;
        for (var worker = 0; worker < workers; worker++)
        {
            for (var end = 0; end <= shards; end++)
            {
                cheapest[worker + 1, end] = long.MaxValue;
                for (var first = Math.Max(0, end - most[worker]); first <= end; first++)
                {
                    if (cheapest[worker, first] == long.MaxValue) continue;
                    var moved = before.Length == workers && before[worker].End != end ? 1 : 0;
                    var cost = cheapest[worker, first] + ContributionsOf(tree, first, end) * 1_000L + moved;
                    if (cost >= cheapest[worker + 1, end]) continue;
                    cheapest[worker + 1, end] = cost;
                    start[worker + 1, end] = first;
                }
            }
        }

        return Dealt(start, shards);
    }

    /// <summary>The time of a phase under these ranges: that of the slowest worker.</summary>
    public static double SecondsOf(ReadOnlySpan<ShardRange> ranges, ReadOnlySpan<double> secondsPerShard)
    {
        var slowest = 0.0;
        for (var i = 0; i < ranges.Length; i++) slowest = Math.Max(slowest, ranges[i].Count * secondsPerShard[i]);
        return slowest;
    }

    /// <summary>The ranges that a table of choices comes to, from the last worker's back to the first's.</summary>
    /// <param name="start">By worker from 1 and end of its range: where that begins.</param>
    internal static ShardRange[] Dealt(int[,] start, int shards)
    {
        var ranges = new ShardRange[start.GetLength(0) - 1];
        var end = shards;
        for (var worker = ranges.Length; worker > 0; worker--)
        {
            ranges[worker - 1] = new ShardRange(start[worker, end], end);
            end = start[worker, end];
        }

        return ranges;
    }

    /// <summary>Deals shards one by one to who would finish first with it: the shortest time, and what each may have within it.</summary>
    private static int[] MostShards(int shards, ReadOnlySpan<double> secondsPerShard)
    {
        var dealt = new int[secondsPerShard.Length];
        var slowest = 0.0;
        for (var shard = 0; shard < shards; shard++)
        {
            var first = 0;
            for (var i = 1; i < dealt.Length; i++)
            {
                if ((dealt[i] + 1) * secondsPerShard[i] < (dealt[first] + 1) * secondsPerShard[first]) first = i;
            }

            slowest = Math.Max(slowest, ++dealt[first] * secondsPerShard[first]);
        }

        for (var i = 0; i < dealt.Length; i++)
        {
            while (dealt[i] < shards && (dealt[i] + 1) * secondsPerShard[i] <= slowest) dealt[i]++;
        }

        return dealt;
    }

    private static int ContributionsOf(ReductionTree tree, int first, int end)
    {
        var count = 0;
        while (first < end)
        {
            var node = TreeNode.Leaf(first);
            while (node != tree.Root && node.Parent.First == first && tree.End(node.Parent) <= end) node = node.Parent;
            first = tree.End(node);
            count++;
        }

        return count;
    }
}
