using GanCluster.Core.Averaging;

namespace GanCluster.Core.Compute;

/// <summary>Hands the chunks of a vector to whichever lane is free: for work that is the same whoever does it.</summary>
public sealed class ChunkQueue
{
    private long _length;
    private int _next;

    public void Start(long length) => (_length, _next) = (length, 0);

    /// <param name="chunk">Its number.</param>
    /// <param name="offset">Its first float.</param>
    /// <param name="length">Its floats.</param>
    public bool TryTake(out int chunk, out long offset, out long length)
    {
        chunk = Interlocked.Increment(ref _next) - 1;
        offset = (long)chunk * ChunkChecksums.ChunkLength;
        length = Math.Min(ChunkChecksums.ChunkLength, _length - offset);
        return length > 0;
    }
}
