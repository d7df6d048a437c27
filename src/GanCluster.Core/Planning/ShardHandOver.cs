namespace GanCluster.Core.Planning;

/// <summary>
/// Ranges for the phase that is being computed when a worker is lost: everybody keeps what it has, which it may have computed already, and only what nobody has any more
/// goes to neighbours. A better split can wait for a phase that nobody has begun.
/// </summary>
public static class ShardHandOver
{
    /// <param name="secondsPerShard">Of each worker that is left, positive.</param>
    /// <param name="before">What each has, ascending; empty for who has nothing.</param>
    /// <returns>Contiguous ranges over all shards that contain those before; among them, the ones whose slowest worker is fastest.</returns>
    public static ShardRange[] Split(int shards, ReadOnlySpan<double> secondsPerShard, ReadOnlySpan<ShardRange> before)
    {
        var workers = before.Length;
        // slowest[w, end]: least time of dealing [0, end) to workers 0 to w − 1.
        var slowest = new double[workers + 1, shards + 1];
        var start = new int[workers + 1, shards + 1];
        for (var end = 1; end <= shards; end++) slowest[0, end] = double.PositiveInfinity;
        for (var worker = 0; worker < workers; worker++)
        {
            var kept = before[worker];
            for (var end = 0; end <= shards; end++)
            {
                slowest[worker + 1, end] = double.PositiveInfinity;
                if (!kept.IsEmpty && end < kept.End) continue;
                for (var first = 0; first <= (kept.IsEmpty ? end : kept.First); first++)
                {
                    var seconds = Math.Max(slowest[worker, first], (end - first) * secondsPerShard[worker]);
                    if (seconds >= slowest[worker + 1, end]) continue;
                    slowest[worker + 1, end] = seconds;
                    start[worker + 1, end] = first;
                }
            }
        }

        return ShardSplit.Dealt(start, shards);
    }
}
