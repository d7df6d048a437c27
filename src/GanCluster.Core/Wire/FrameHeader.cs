using System.Buffers.Binary;
using System.IO.Hashing;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Wire;

/// <summary>The fixed head of every frame on the data plane. What a kind doesn't use stays zero.</summary>
public readonly record struct FrameHeader
{
    public FrameKind Kind { get; init; }

    public RunId Run { get; init; }

    /// <summary>Of the replicas that the payload comes from.</summary>
    public Lineage Lineage { get; init; }

    public PhaseNumber Phase { get; init; }

    public TreeNode Node { get; init; }

    /// <summary>Slice of the flat vector, or tensor group of a snapshot.</summary>
    public int Slice { get; init; }

    /// <summary>Which <see cref="ChunkChecksums.ChunkLength"/> floats of the slice.</summary>
    public int Chunk { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public int Length { get; init; }

    /// <summary>XXH3-64 of the payload.</summary>
    public ulong Checksum { get; init; }

    /// <summary>XXH3-64, as <see cref="Checksum"/> holds it.</summary>
    public static ulong ChecksumOf(ReadOnlySpan<byte> payload) => XxHash3.HashToUInt64(payload);

    /// <param name="to">At least <see cref="FrameLayout.HeaderSize"/> bytes.</param>
    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to[FrameLayout.MagicOffset..], FrameLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(to[FrameLayout.VersionOffset..], FrameLayout.Version);
        to[FrameLayout.KindOffset] = (byte)Kind;
        to[FrameLayout.LevelOffset] = checked((byte)Node.Level);
        Run.Value.CopyTo(to[FrameLayout.RunOffset..]);
        Lineage.Value.CopyTo(to[FrameLayout.LineageOffset..]);
        BinaryPrimitives.WriteInt64LittleEndian(to[FrameLayout.PhaseOffset..], Phase.Value);
        BinaryPrimitives.WriteInt32LittleEndian(to[FrameLayout.IndexOffset..], Node.Index);
        BinaryPrimitives.WriteInt32LittleEndian(to[FrameLayout.SliceOffset..], Slice);
        BinaryPrimitives.WriteInt32LittleEndian(to[FrameLayout.ChunkOffset..], Chunk);
        BinaryPrimitives.WriteInt32LittleEndian(to[FrameLayout.LengthOffset..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FrameLayout.ChecksumOffset..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(to[FrameLayout.HeaderChecksumOffset..], ChecksumOf(to[..FrameLayout.HeaderChecksumOffset]));
    }

    /// <summary>
    /// Reads a header and checks every field that can be judged without knowing the run. Allocates nothing, whatever the bytes are.
    /// </summary>
    /// <returns>Where it failed; then <paramref name="header"/> is empty.</returns>
    public static FrameFault TryRead(ReadOnlySpan<byte> from, out FrameHeader header)
    {
        header = default;
        if (from.Length < FrameLayout.HeaderSize) return FrameFault.TruncatedHeader;
        if (BinaryPrimitives.ReadUInt32LittleEndian(from[FrameLayout.MagicOffset..]) != FrameLayout.Magic) return FrameFault.Magic;
        if (BinaryPrimitives.ReadUInt16LittleEndian(from[FrameLayout.VersionOffset..]) != FrameLayout.Version) return FrameFault.Version;
        if (BinaryPrimitives.ReadUInt64LittleEndian(from[FrameLayout.HeaderChecksumOffset..]) != ChecksumOf(from[..FrameLayout.HeaderChecksumOffset]))
            return FrameFault.HeaderChecksum;

        var read = new FrameHeader
        {
            Kind = (FrameKind)from[FrameLayout.KindOffset],
            Run = new RunId(new Digest(from.Slice(FrameLayout.RunOffset, FrameLayout.RunSize))),
            Lineage = new Lineage(new Digest(from.Slice(FrameLayout.LineageOffset, FrameLayout.LineageSize))),
            Phase = new PhaseNumber(BinaryPrimitives.ReadInt64LittleEndian(from[FrameLayout.PhaseOffset..])),
            Node = new TreeNode(from[FrameLayout.LevelOffset], BinaryPrimitives.ReadInt32LittleEndian(from[FrameLayout.IndexOffset..])),
            Slice = BinaryPrimitives.ReadInt32LittleEndian(from[FrameLayout.SliceOffset..]),
            Chunk = BinaryPrimitives.ReadInt32LittleEndian(from[FrameLayout.ChunkOffset..]),
            Length = BinaryPrimitives.ReadInt32LittleEndian(from[FrameLayout.LengthOffset..]),
            Checksum = BinaryPrimitives.ReadUInt64LittleEndian(from[FrameLayout.ChecksumOffset..]),
        };
        var fault = read.Check();
        if (fault == FrameFault.None) header = read;
        return fault;
    }

    private FrameFault Check()
    {
        if (FrameKindRule.Of(Kind) is not { } rule) return FrameFault.Kind;
        if (Phase.Value < 0) return FrameFault.Phase;
        if (Node.Level >= FrameLimits.Levels || Node.Index < 0 || Node.First > int.MaxValue) return FrameFault.TreeNode;
        if (Slice is < 0 or >= FrameLimits.Slices) return FrameFault.Slice;
        if (Chunk is < 0 or >= FrameLimits.Chunks) return FrameFault.Chunk;
        if (!rule.AllowsLength(Length)) return FrameFault.Length;
        return (Used & ~rule.Fields) == FrameField.None ? FrameFault.None : FrameFault.UnusedField;
    }

    private FrameField Used =>
        (Lineage == default ? FrameField.None : FrameField.Lineage)
        | (Phase == default ? FrameField.None : FrameField.Phase)
        | (Node == default ? FrameField.None : FrameField.Node)
        | (Slice == 0 ? FrameField.None : FrameField.Slice)
        | (Chunk == 0 ? FrameField.None : FrameField.Chunk);
}
