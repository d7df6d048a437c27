using System.Diagnostics;
using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Training;

namespace GanCluster.Training.Engine;

/// <summary>
/// Phases in one process: lanes compute shards and sum what they hold, the sums are joined in the reduction tree's order, the average is committed.
/// The way of the data is that of the cluster, without the network.
/// </summary>
public sealed class LocalEngine : IDisposable
{
    private const long BlockLength = 2048;

    private readonly ITrainer _trainer;
    private readonly ILanes _lanes;
    private readonly ReductionTree _tree;
    private readonly IReadOnlyList<IReadOnlyList<ShardIndex>> _assignment;
    private readonly ShardFold[] _folds;
    private readonly ChunkQueue _chunks = new();
    private readonly long[] _computed;
    private ulong[] _checksums = [];
    private volatile EngineTimes _times = EngineTimes.None;

    /// <param name="assignment">Shards of each lane, in the order in which it computes them; contiguous ranges if null.</param>
    public LocalEngine(ITrainer trainer, ILanes lanes, IReadOnlyList<IReadOnlyList<ShardIndex>>? assignment = null)
    {
        _trainer = trainer;
        _lanes = lanes;
        _tree = new ReductionTree(trainer.Shards);
        _assignment = assignment ?? ShardAssignment.Contiguous(trainer.Shards, lanes.Count);
        _folds = [.. Enumerable.Range(0, lanes.Count).Select(_ => new ShardFold(_tree, trainer.LongestContribution))];
        _computed = new long[lanes.Count];
    }

    /// <summary>Shards that each lane has computed.</summary>
    public IReadOnlyList<long> ShardsByLane => _computed;

    /// <summary>From any thread: those of whole phases.</summary>
    public EngineTimes Times => _times;

    public PhaseOutcome RunPhase()
    {
        var began = Stopwatch.GetTimestamp();
        var length = _trainer.ContributionLength(_trainer.Counters.Next);
        _lanes.Run(lane => Compute(lane, length));
        var computed = Stopwatch.GetTimestamp();
        var order = new JoinOrder(_tree, _folds.SelectMany(fold => fold.Held));
        var checksums = Average(order, length);
        var averaged = Stopwatch.GetTimestamp();
        var outcome = _trainer.Commit(order.Root, checksums, _lanes);
        foreach (var fold in _folds) fold.Clear();
        _times = new EngineTimes(
            _times.Phases + 1,
            _times.Compute + Stopwatch.GetElapsedTime(began, computed),
            _times.Average + Stopwatch.GetElapsedTime(computed, averaged),
            _times.Commit + Stopwatch.GetElapsedTime(averaged));
        return outcome;
    }

    public void Dispose()
    {
        foreach (var fold in _folds) fold.Dispose();
    }

    private void Compute(int lane, long length)
    {
        foreach (var shard in _assignment[lane])
        {
            var contribution = _folds[lane].Rent();
            _trainer.ComputeShard(lane, shard, contribution);
            _folds[lane].Add(shard, contribution, length);
            _computed[lane]++;
        }

        if (_assignment[lane].Count > 0) _trainer.PrepareShard(lane, _trainer.Counters.Next, _assignment[lane][0]);
    }

    private ReadOnlySpan<ulong> Average(JoinOrder order, long length)
    {
        var count = ChunkChecksums.CountFor(length);
        if (_checksums.Length < count) _checksums = new ulong[count];
        _chunks.Start(length);
        _lanes.Run(_ =>
        {
            while (_chunks.TryTake(out var chunk, out var offset, out var floats))
            {
                // Block by block, so that what was summed is divided while it lies in the nearest cache.
                for (long block = 0; block < floats; block += BlockLength)
                {
                    var size = Math.Min(BlockLength, floats - block);
                    order.Sum(offset + block, size);
                    VectorSum.Divide(order.Root, _trainer.Shards, offset + block, size);
                }

                _trainer.Inspect(order.Root, chunk);
                _checksums[chunk] = ChunkChecksums.Of(order.Root.Span.Slice((int)offset, (int)floats));
            }
        });
        return _checksums.AsSpan(0, count);
    }
}
