namespace GanCluster.Core.Wire;

/// <summary>What a frame of one kind may look like.</summary>
/// <param name="Fields">Those that it uses.</param>
/// <param name="Shortest">Bytes of payload.</param>
/// <param name="Longest">Bytes of payload.</param>
/// <param name="Unit">The payload's bytes are a multiple of it.</param>
public readonly record struct FrameKindRule(FrameField Fields, int Shortest, int Longest, int Unit)
{
    // Vectors are summed in units of 64 bytes: see VectorSum.
    private const int VectorUnit = 64;
    private const FrameField State = FrameField.Lineage | FrameField.Phase;
    private const FrameField Place = FrameField.Slice | FrameField.Chunk;

    /// <returns>Nothing for a number that isn't a kind.</returns>
    public static FrameKindRule? Of(FrameKind kind) => kind switch
    {
        FrameKind.Hello => new(FrameField.None, Hello.ShortestSize, Hello.LongestSize, 1),
        FrameKind.Goodbye => new(FrameField.None, 1, 1, 1),
        FrameKind.Contribution => new(State | Place | FrameField.Node, VectorUnit, FrameLimits.Payload, VectorUnit),
        FrameKind.Average => new(State | Place, VectorUnit, FrameLimits.Payload, VectorUnit),
        FrameKind.RepairRequest => new(State, 0, FrameLimits.Slices / 8, 1),
        FrameKind.AverageAwaited => new(FrameField.Phase | FrameField.Slice, 1, 1, 1),
        FrameKind.SnapshotRequest => new(State, 0, 0, 1),
        FrameKind.SnapshotHead => new(State | FrameField.Chunk, 1, FrameLimits.Message, 1),
        FrameKind.SnapshotPart => new(State | Place, 1, FrameLimits.Payload, 1),
        FrameKind.Digest => new(State, Identity.Digest.Size, Identity.Digest.Size, 1),
        FrameKind.Sighting => new(FrameField.Phase, 1, Hello.LongestAddress, 1),
        _ => null,
    };

    public bool AllowsLength(int length) => length >= Shortest && length <= Longest && length % Unit == 0;
}
