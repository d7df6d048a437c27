using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Planning;

namespace GanCluster.Cluster.Workers;

/// <summary>The average of one phase, as its chunks come from whomever. Complete, it is kept until the next one is applied, for whoever lacks it.</summary>
internal sealed class AverageVector : IDisposable
{
    private readonly SliceCut _cut;
    private readonly int[] _firstChunk;
    private readonly int[] _left;
    private readonly ulong?[] _checksums;

    public AverageVector(PhaseNumber phase, SliceCut cut, BufferPool pool)
    {
        (Phase, _cut) = (phase, cut);
        Values = pool.Rent(cut.Length * sizeof(float));
        _firstChunk = new int[cut.Slices];
        _left = new int[cut.Slices];
        var chunks = 0;
        for (var slice = 0; slice < cut.Slices; slice++)
        {
            _firstChunk[slice] = chunks;
            chunks += _left[slice] = cut.ChunksOf(new SliceIndex(slice));
        }

        _checksums = new ulong?[chunks];
    }

    public PhaseNumber Phase { get; }

    /// <summary>The whole vector. Whoever sends a part of it shares the lease.</summary>
    public BufferLease Values { get; }

    public bool Has(SliceIndex slice) => _left[slice.Value] == 0;

    /// <summary>Which chunk of the whole vector it is; nothing where slices aren't cut between chunks.</summary>
    public int? NumberOf(SliceIndex slice, int chunk) => _cut.IsBetweenChunks ? _firstChunk[slice.Value] + chunk : null;

    public ulong? ChecksumOf(SliceIndex slice, int chunk) => _checksums[_firstChunk[slice.Value] + chunk];

    /// <summary>Of a slice that is complete: for comparison with a second copy.</summary>
    public ulong ChecksumOf(SliceIndex slice) =>
        ContributionParts.Combine(new ArraySegment<ulong?>(_checksums, _firstChunk[slice.Value], _cut.ChunksOf(slice)));

    /// <summary>Where the slice's values belong, as long as none of them has come: an average that is made here needs no copy.</summary>
    public BufferLease? PlaceOf(SliceIndex slice)
    {
        var (offset, length) = _cut.Of(slice);
        return _left[slice.Value] == _cut.ChunksOf(slice) ? Values.Share(offset, length * sizeof(float)) : null;
    }

    /// <summary>Takes a chunk that it doesn't have. Values that lie in their place already stay there.</summary>
    public void Take(SliceIndex slice, int chunk, ReadOnlySpan<float> values, ulong checksum)
    {
        var (offset, length) = _cut.Of(slice, chunk);
        var place = Values.Floats.Slice((int)offset, (int)length);
        if (!values.Overlaps(place)) values.CopyTo(place);
        _checksums[_firstChunk[slice.Value] + chunk] = checksum;
        _left[slice.Value]--;
    }

    /// <summary>Of the chunks that the lineage names. The wire's are the same where slices are cut between chunks.</summary>
    public ulong[] LineageChecksums()
    {
        if (_cut.IsBetweenChunks) return [.. _checksums.Select(checksum => checksum!.Value)];
        var checksums = new ulong[ChunkChecksums.CountFor(_cut.Length)];
        for (var chunk = 0; chunk < checksums.Length; chunk++)
        {
            var offset = chunk * ChunkChecksums.ChunkLength;
            checksums[chunk] = ChunkChecksums.Of(Values.Floats.Slice(offset, (int)Math.Min(ChunkChecksums.ChunkLength, _cut.Length - offset)));
        }

        return checksums;
    }

    public void Dispose() => Values.Dispose();
}
