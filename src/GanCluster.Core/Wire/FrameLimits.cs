using GanCluster.Core.Averaging;

namespace GanCluster.Core.Wire;

/// <summary>The widest values that a header may carry. They bound what one frame can make a node allocate.</summary>
public static class FrameLimits
{
    /// <summary>Bytes of the longest payload: one chunk.</summary>
    public const int Payload = ChunkChecksums.ChunkLength * sizeof(float);

    /// <summary>Bytes of the longest payload that isn't a chunk.</summary>
    public const int Message = 4_096;

    /// <summary>One past the highest level of a tree node: shards are numbered by an int.</summary>
    public const int Levels = 31;

    /// <summary>One past the highest slice of a vector, or part of a snapshot.</summary>
    public const int Slices = 4_096;

    /// <summary>One past the highest chunk of a slice: 2³⁶ floats.</summary>
    public const int Chunks = 1 << 20;
}
