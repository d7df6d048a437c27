using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Training;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>
/// A replica as frames: a head (counters, and the length of each tensor group), the groups in chunks, the digest. Whoever receives has the same networks, so
/// that a head which doesn't fit them is refused before anything is allocated.
/// </summary>
internal sealed class SnapshotTransfer(BufferPool pool, ITrainer trainer)
{
    private const int FixedSize = 8 + 8 + 4 + 2 * 24 + 4;

    private readonly long[] _lengths = LengthsOf(trainer);

    /// <summary>True where the part lies in one of the replica's tensor groups.</summary>
    public bool Fits(in FrameHeader header) =>
        header.Slice < _lengths.Length && header.Chunk < ChunkChecksums.CountFor(_lengths[header.Slice])
        && header.Length == LengthOf(_lengths[header.Slice], header.Chunk) * sizeof(float);

    /// <summary>The frames of a snapshot, which is disposed after the last.</summary>
    public IEnumerable<OutgoingFrame> Send(ReplicaSnapshot snapshot)
    {
        using (snapshot)
        {
            var state = new FrameHeader { Phase = snapshot.Counters.Next, Lineage = snapshot.Lineage };
            yield return new OutgoingFrame(state with { Kind = FrameKind.SnapshotHead }, Head(snapshot));
            for (var group = 0; group < snapshot.Groups.Count; group++)
            {
                var values = snapshot.Groups[group].Values;
                for (var chunk = 0; chunk < ChunkChecksums.CountFor(values.Length); chunk++)
                {
                    var length = LengthOf(values.Length, chunk);
                    var part = pool.Rent(length * sizeof(float));
                    values.Span.Slice(chunk * ChunkChecksums.ChunkLength, (int)length).CopyTo(part.Floats);
                    yield return new OutgoingFrame(state with { Kind = FrameKind.SnapshotPart, Slice = group, Chunk = chunk }, part);
                }
            }

            var digest = pool.Rent(Digest.Size);
            snapshot.Digest().CopyTo(digest.Bytes);
            yield return new OutgoingFrame(state with { Kind = FrameKind.Digest }, digest);
        }
    }

    /// <returns>Nothing where the head isn't that of such a replica.</returns>
    public IncomingSnapshot? Begin(in FrameHeader header, ReadOnlySpan<byte> head, ITrainer trainer)
    {
        if (head.Length != FixedSize + 8 * _lengths.Length || BinaryPrimitives.ReadInt32LittleEndian(head[(FixedSize - 4)..]) != _lengths.Length) return null;
        var counters = new ReplicaCounters(
            header.Phase,
            BinaryPrimitives.ReadInt64LittleEndian(head[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(head[16..]),
            Optimizer(head[20..]),
            Optimizer(head[44..]));
        if (BinaryPrimitives.ReadInt64LittleEndian(head) != header.Phase.Value || counters.Skipped < 0 || counters.SkippedInARow < 0) return null;
        for (var group = 0; group < _lengths.Length; group++)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(head[(FixedSize + 8 * group)..]) != _lengths[group]) return null;
        }

        // A copy of this worker's own replica is the form into which the other's values are written.
        var own = trainer.Snapshot();
        return new IncomingSnapshot(new ReplicaSnapshot(counters, header.Lineage, own.Groups), _lengths);
    }

    private static long[] LengthsOf(ITrainer trainer)
    {
        using var snapshot = trainer.Snapshot();
        return [.. snapshot.Groups.Select(group => group.Values.Length)];
    }

    private BufferLease Head(ReplicaSnapshot snapshot)
    {
        var lease = pool.Rent(FixedSize + 8 * _lengths.Length);
        var head = lease.Bytes;
        BinaryPrimitives.WriteInt64LittleEndian(head, snapshot.Counters.Next.Value);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], snapshot.Counters.Skipped);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], snapshot.Counters.SkippedInARow);
        Write(head[20..], snapshot.Counters.Generator);
        Write(head[44..], snapshot.Counters.Discriminator);
        BinaryPrimitives.WriteInt32LittleEndian(head[(FixedSize - 4)..], _lengths.Length);
        for (var group = 0; group < _lengths.Length; group++) BinaryPrimitives.WriteInt64LittleEndian(head[(FixedSize + 8 * group)..], _lengths[group]);
        return lease;
    }

    private static OptimizerCounters Optimizer(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt64LittleEndian(from), BinaryPrimitives.ReadDoubleLittleEndian(from[8..]), BinaryPrimitives.ReadDoubleLittleEndian(from[16..]));

    private static void Write(Span<byte> to, OptimizerCounters counters)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, counters.Updates);
        BinaryPrimitives.WriteDoubleLittleEndian(to[8..], counters.Beta1Power);
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], counters.Beta2Power);
    }

    private static long LengthOf(long length, int chunk) => Math.Min(ChunkChecksums.ChunkLength, length - (long)chunk * ChunkChecksums.ChunkLength);
}

/// <summary>A snapshot that is coming.</summary>
internal sealed class IncomingSnapshot(ReplicaSnapshot snapshot, IReadOnlyList<long> lengths) : IDisposable
{
    private int _left = lengths.Sum(ChunkChecksums.CountFor);

    public ReplicaSnapshot Snapshot => snapshot;

    public void Take(int group, int chunk, ReadOnlySpan<byte> values)
    {
        values.CopyTo(MemoryMarshal.AsBytes(snapshot.Groups[group].Values.Span[(chunk * ChunkChecksums.ChunkLength)..]));
        _left--;
    }

    public bool Matches(ReadOnlySpan<byte> digest) => _left == 0 && snapshot.Digest() == new Digest(digest);

    public void Dispose() => snapshot.Dispose();
}
