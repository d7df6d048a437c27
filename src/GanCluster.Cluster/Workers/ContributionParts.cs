using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;

namespace GanCluster.Cluster.Workers;

/// <summary>Puts the chunks of a contribution's slice together, where it has more than one. What a peer had begun goes with its connection.</summary>
internal sealed class ContributionParts(BufferPool pool) : IDisposable
{
    private readonly Dictionary<(NodeId From, PhaseNumber Phase, SliceIndex Slice, TreeNode Node), Part> _parts = [];

    /// <param name="chunk">Its lease is taken over.</param>
    /// <param name="length">Bytes of the slice.</param>
    /// <returns>The whole slice and its checksum, once the last chunk has come.</returns>
    public (BufferLease Values, ulong Checksum)? Add(
        NodeId from, PhaseNumber phase, SliceIndex slice, TreeNode node, int number, BufferLease chunk, ulong checksum, long length)
    {
        if (chunk.Length == length) return (chunk, checksum);
        var key = (from, phase, slice, node);
        if (!_parts.TryGetValue(key, out var part) || number == 0)
        {
            part?.Values.Dispose();
            _parts[key] = part = new Part(pool.Rent(length), new ulong?[ChunkChecksums.CountFor(length / sizeof(float))]);
        }

        chunk.Floats.CopyTo(part.Values.Floats[(number * ChunkChecksums.ChunkLength)..]);
        part.Checksums[number] = checksum;
        chunk.Dispose();
        if (Array.Exists(part.Checksums, came => came is null)) return null;
        _parts.Remove(key);
        return (part.Values, Combine(part.Checksums));
    }

    public void Forget(PhaseNumber upTo) => Remove(key => key.Phase <= upTo);

    public void Forget(NodeId from) => Remove(key => key.From == from);

    public void Dispose() => Remove(_ => true);

    /// <summary>One checksum of several chunks'; that of a single one is itself.</summary>
    public static ulong Combine(IReadOnlyList<ulong?> checksums)
    {
        if (checksums.Count == 1) return checksums[0]!.Value;
        var sum = 0UL;
        foreach (var checksum in checksums) sum = ulong.RotateLeft(sum, 7) ^ checksum!.Value;
        return sum;
    }

    private void Remove(Func<(NodeId From, PhaseNumber Phase, SliceIndex Slice, TreeNode Node), bool> which)
    {
        foreach (var key in _parts.Keys.Where(which).ToList())
        {
            _parts.Remove(key, out var part);
            part!.Values.Dispose();
        }
    }

    private sealed record Part(BufferLease Values, ulong?[] Checksums);
}
