using System.Numerics;
using GanCluster.Core.Averaging;
using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>Contributions of all nodes to one chunk of one phase.</summary>
internal sealed class ChunkArrivals(int nodes)
{
    // Floats that are summed while they lie in the nearest cache.
    private const int BlockLength = 2048;

    private readonly BufferLease?[] _leases = new BufferLease?[nodes];
    private int _count;

    /// <summary>Any thread.</summary>
    /// <param name="lease">Nothing for the averager's own.</param>
    /// <returns>True for the last one.</returns>
    public bool Add(int node, BufferLease? lease)
    {
        _leases[node] = lease;
        return Interlocked.Increment(ref _count) == nodes;
    }

    /// <summary>average ← the mean over the nodes, summed in the order of their numbers.</summary>
    public unsafe void Average(int self, AlignedBuffer own, AlignedBuffer average, long offset, int floats)
    {
        for (var block = 0; block < floats; block += BlockLength)
        {
            var length = Math.Min(BlockLength, floats - block);
            var to = average.Pointer + offset + block;
            Sum(to, From(0, block), From(1, block), length);
            for (var node = 2; node < nodes; node++) Sum(to, to, From(node, block), length);
            VectorSum.Divide(average, nodes, offset + block, length);
        }

        float* From(int node, int block) => node == self ? own.Pointer + offset + block : _leases[node]!.Buffer.Pointer + _leases[node]!.Offset + block;
    }

    /// <summary>Makes room for the phase after the next.</summary>
    public void Clear()
    {
        foreach (var lease in _leases) lease?.Dispose();
        Array.Clear(_leases);
        Volatile.Write(ref _count, 0);
    }

    private static unsafe void Sum(float* to, float* left, float* right, int floats)
    {
        for (var i = 0; i < floats; i += Vector<float>.Count) (Vector.Load(left + i) + Vector.Load(right + i)).Store(to + i);
    }
}
