using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Planning;

namespace GanCluster.Cluster.Workers;

/// <summary>What an averager holds: sums of tree nodes, and the averages that came of them, slice by slice.</summary>
internal sealed class SliceSums(BufferPool pool, ReductionTree tree) : IDisposable
{
    private readonly Dictionary<(PhaseNumber Phase, SliceIndex Slice, TreeNode Node), BufferLease> _sums = [];
    private readonly Dictionary<(PhaseNumber Phase, SliceIndex Slice), (BufferLease Values, ulong[] Checksums)> _averages = [];

    /// <summary>Slices averaged so far.</summary>
    public long Averaged { get; private set; }

    /// <param name="came">What the event brought; taken over where the step holds it.</param>
    /// <returns>True if it was.</returns>
    public bool Carry(PhaseNumber phase, SliceIndex slice, CoverageStep step, BufferLease came)
    {
        switch (step.Action)
        {
            case CoverageAction.Hold:
                _sums[(phase, slice, step.Node)] = came;
                return true;
            case CoverageAction.Release:
                if (_sums.Remove((phase, slice, step.Node), out var released)) released.Dispose();
                return false;
            default:
                _sums.Remove((phase, slice, step.Left), out var left);
                _sums.Remove((phase, slice, step.Right), out var right);
                _sums[(phase, slice, step.Node)] = Join(left!, right!, pool);
                return false;
        }
    }

    /// <summary>left + right in whichever of the two nobody else reads, else in a new buffer. Both leases are taken over.</summary>
    public static BufferLease Join(BufferLease left, BufferLease right, BufferPool pool)
    {
        var sum = !left.IsShared ? left : !right.IsShared ? right : pool.Rent(left.Length);
        VectorSum.Add(sum.Floats, left.Floats, right.Floats);
        if (sum != left) left.Dispose();
        if (sum != right) right.Dispose();
        return sum;
    }

    /// <summary>The average of a slice whose root has appeared; nothing before.</summary>
    /// <param name="place">Asked for where to write it, a lease that is taken over; nothing: where its sum lies.</param>
    public (BufferLease Values, ulong[] Checksums)? AverageOf(PhaseNumber phase, SliceIndex slice, Func<BufferLease?> place)
    {
        if (_averages.TryGetValue((phase, slice), out var average)) return average;
        if (!_sums.Remove((phase, slice, tree.Root), out var root)) return null;
        var quotient = place() ?? (root.IsShared ? pool.Rent(root.Length) : root);
        var checksums = new ulong[ChunkChecksums.CountFor(root.Length / sizeof(float))];
        for (var chunk = 0; chunk < checksums.Length; chunk++)
        {
            var offset = chunk * ChunkChecksums.ChunkLength;
            var length = Math.Min(ChunkChecksums.ChunkLength, root.Floats.Length - offset);
            VectorSum.Divide(quotient.Floats.Slice(offset, length), root.Floats.Slice(offset, length), tree.Shards);
            checksums[chunk] = ChunkChecksums.Of(quotient.Floats.Slice(offset, length));
        }

        if (quotient != root) root.Dispose();
        Averaged++;
        return _averages[(phase, slice)] = (quotient, checksums);
    }

    public void Forget(PhaseNumber phase)
    {
        foreach (var key in _sums.Keys.Where(key => key.Phase == phase).ToList())
        {
            _sums.Remove(key, out var sum);
            sum!.Dispose();
        }

        foreach (var key in _averages.Keys.Where(key => key.Phase == phase).ToList())
        {
            _averages.Remove(key, out var average);
            average.Values.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var phase in _sums.Keys.Select(key => key.Phase).Concat(_averages.Keys.Select(key => key.Phase)).Distinct().ToList()) Forget(phase);
    }
}
