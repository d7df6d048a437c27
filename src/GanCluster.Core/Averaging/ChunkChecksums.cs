using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace GanCluster.Core.Averaging;

/// <summary>XXH3-64 of each chunk of a vector: on the wire it guards a frame, in the lineage it names an average.</summary>
public static class ChunkChecksums
{
    /// <summary>Floats in a chunk (512 KB); the last one of a vector may be shorter.</summary>
    public const int ChunkLength = 131_072;

    public static int CountFor(long length) => checked((int)((length + ChunkLength - 1) / ChunkLength));

    public static ulong Of(ReadOnlySpan<float> chunk) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(chunk));
}
