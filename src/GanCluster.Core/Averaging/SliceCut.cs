using GanCluster.Core.Memory;
using GanCluster.Core.Planning;

namespace GanCluster.Core.Averaging;

/// <summary>
/// Where the slices of one phase's vector lie. With a chunk a slice or more they are cut between chunks, so that the checksums that guard them on the
/// wire are those of the lineage; a shorter vector is cut between units of 16 floats.
/// </summary>
/// <param name="Length">Floats of the vector, a multiple of 16.</param>
/// <param name="Slices">Of every vector of the run.</param>
public readonly record struct SliceCut(long Length, int Slices)
{
    /// <summary>Fewer would leave some of a small cluster's workers without one.</summary>
    private const int Least = 8;

    public bool IsBetweenChunks => ChunkChecksums.CountFor(Length) >= Slices;

    /// <summary>How many slices a run has: a chunk each, so that averaging begins with the first that has come, as far as a set of slices reaches.</summary>
    /// <param name="longest">Floats of the longest vector.</param>
    /// <param name="shortest">Floats of the shortest: no slice of it is empty.</param>
    public static int SlicesFor(long longest, long shortest) =>
        (int)Math.Min(Math.Clamp(ChunkChecksums.CountFor(longest), Least, SliceSet.Capacity), shortest / AlignedBuffer.FloatsPerUnit);

    /// <summary>The slice's first float and its count of floats.</summary>
    public (long Offset, long Length) Of(SliceIndex slice)
    {
        var unit = IsBetweenChunks ? ChunkChecksums.ChunkLength : AlignedBuffer.FloatsPerUnit;
        var units = (Length + unit - 1) / unit;
        var first = units * slice.Value / Slices * unit;
        var end = Math.Min(units * (slice.Value + 1) / Slices * unit, Length);
        return (first, end - first);
    }

    /// <summary>Chunks in which a slice is sent.</summary>
    public int ChunksOf(SliceIndex slice) => ChunkChecksums.CountFor(Of(slice).Length);

    /// <summary>The chunk's first float in the vector and its count of floats.</summary>
    public (long Offset, long Length) Of(SliceIndex slice, int chunk)
    {
        var (first, length) = Of(slice);
        var offset = (long)chunk * ChunkChecksums.ChunkLength;
        return (first + offset, Math.Min(ChunkChecksums.ChunkLength, length - offset));
    }
}
