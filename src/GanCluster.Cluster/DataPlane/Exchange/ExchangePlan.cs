using GanCluster.Core.Averaging;
using GanCluster.Core.Memory;
using GanCluster.Core.Planning;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>Who averages what: node 0 everything in a star; a slice each where it is sharded.</summary>
/// <param name="Nodes">At least 2.</param>
/// <param name="Floats">Of a vector: a multiple of 16 for each slice.</param>
public sealed record ExchangePlan(int Nodes, long Floats, AveragingLayout Layout)
{
    public long Bytes => Floats * sizeof(float);

    /// <summary>Slice <c>i</c> is node <c>i</c>'s.</summary>
    public int Slices => Layout == AveragingLayout.Sharded ? Nodes : 1;

    public long OffsetOf(int slice) => Math.Min(Floats, slice * SliceLength);

    public long LengthOf(int slice) => Math.Min(SliceLength, Floats - OffsetOf(slice));

    public int ChunksOf(int slice) => ChunkChecksums.CountFor(LengthOf(slice));

    /// <summary>In all slices.</summary>
    public int Chunks => Enumerable.Range(0, Slices).Sum(ChunksOf);

    public bool IsAverager(int node) => node < Slices;

    /// <summary>Whether the two exchange anything: in a star all do so with the averager alone.</summary>
    public bool Meet(int node, int other) => node != other && (IsAverager(node) || IsAverager(other));

    public int PeersOf(int node) => Enumerable.Range(0, Nodes).Count(other => Meet(node, other));

    private long SliceLength => AlignedBuffer.RoundUp((Floats + Slices - 1) / Slices);
}
