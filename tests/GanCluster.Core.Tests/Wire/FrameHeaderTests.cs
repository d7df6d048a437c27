using System.Buffers.Binary;
using CsCheck;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Core.Tests.Wire;

public sealed class FrameHeaderTests
{
    public static TheoryData<FrameKind> Kinds => [.. Enum.GetValues<FrameKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void TryRead_WhatWriteWrote_GivesTheSameHeader(FrameKind kind)
    {
        var header = Frames.Of(kind);
        Assert.Equal(FrameFault.None, FrameHeader.TryRead(Written(header), out var read));
        Assert.Equal(header, read);
    }

    [Fact]
    public void TryRead_ShorterThanAHeader_IsTruncated()
    {
        var bytes = Written(Frames.Of(FrameKind.Average));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(FrameFault.TruncatedHeader, FrameHeader.TryRead(bytes.AsSpan(0, length), out _));
    }

    [Fact]
    public void TryRead_AnyBitFlipped_IsRefused()
    {
        var bytes = Written(Frames.Of(FrameKind.Contribution));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(FrameFault.None, FrameHeader.TryRead(bytes, out var read));
            Assert.Equal(default, read);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    // Each with a header checksum that is right, as a sender with a bug would make it.
    [Theory]
    [InlineData(FrameLayout.MagicOffset, 4, 0x0102_0304L, FrameFault.Magic)]
    [InlineData(FrameLayout.VersionOffset, 2, 2L, FrameFault.Version)]
    [InlineData(FrameLayout.KindOffset, 1, 0L, FrameFault.Kind)]
    [InlineData(FrameLayout.KindOffset, 1, 255L, FrameFault.Kind)]
    [InlineData(FrameLayout.PhaseOffset, 8, -1L, FrameFault.Phase)]
    [InlineData(FrameLayout.LevelOffset, 1, 31L, FrameFault.TreeNode)]
    [InlineData(FrameLayout.IndexOffset, 4, -1L, FrameFault.TreeNode)]
    [InlineData(FrameLayout.IndexOffset, 4, 0x7FFF_FFFFL, FrameFault.TreeNode)]
    [InlineData(FrameLayout.SliceOffset, 4, -1L, FrameFault.Slice)]
    [InlineData(FrameLayout.SliceOffset, 4, FrameLimits.Slices, FrameFault.Slice)]
    [InlineData(FrameLayout.ChunkOffset, 4, -1L, FrameFault.Chunk)]
    [InlineData(FrameLayout.ChunkOffset, 4, FrameLimits.Chunks, FrameFault.Chunk)]
    [InlineData(FrameLayout.LengthOffset, 4, -64L, FrameFault.Length)]
    [InlineData(FrameLayout.LengthOffset, 4, 0L, FrameFault.Length)]
    [InlineData(FrameLayout.LengthOffset, 4, 100L, FrameFault.Length)]
    [InlineData(FrameLayout.LengthOffset, 4, FrameLimits.Payload + 64L, FrameFault.Length)]
    [InlineData(FrameLayout.LengthOffset, 4, 0x7FFF_FFC0L, FrameFault.Length)]
    public void TryRead_FieldOutOfRange_NamesIt(int offset, int size, long value, FrameFault expected)
    {
        var bytes = Written(Frames.Of(FrameKind.Contribution));
        Span<byte> field = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(field, value);
        field[..size].CopyTo(bytes.AsSpan(offset));
        Seal(bytes);
        Assert.Equal(expected, FrameHeader.TryRead(bytes, out _));
    }

    [Fact]
    public void TryRead_FieldThatTheKindDoesntUse_IsRefused()
    {
        foreach (var kind in Enum.GetValues<FrameKind>())
        {
            var header = Frames.Of(kind);
            var used = FrameKindRule.Of(kind)!.Value.Fields;
            foreach (var (field, more) in new[]
            {
                (FrameField.Lineage, header with { Lineage = Frames.Lineage }),
                (FrameField.Phase, header with { Phase = new PhaseNumber(1) }),
                (FrameField.Node, header with { Node = new TreeNode(0, 1) }),
                (FrameField.Slice, header with { Slice = 1 }),
                (FrameField.Chunk, header with { Chunk = 1 }),
            })
                Assert.Equal(used.HasFlag(field) ? FrameFault.None : FrameFault.UnusedField, FrameHeader.TryRead(Written(more), out _));
        }
    }

    [Fact]
    public void TryRead_HundredThousandRandomHeaders_NeverThrowsAndNeverAccepts() =>
        Gen.Byte.Array[0, 2 * FrameLayout.HeaderSize].Sample(bytes => FrameHeader.TryRead(bytes, out _) != FrameFault.None, iter: 100_000);

    [Fact]
    public void Kinds_AreAppendOnly() => Assert.Equal(
        "Hello=1 Goodbye=2 Contribution=3 Average=4 RepairRequest=5 AverageAwaited=6 SnapshotRequest=7 SnapshotHead=8 SnapshotPart=9 Digest=10 Sighting=11",
        string.Join(' ', Enum.GetValues<FrameKind>().Select(kind => $"{kind}={(byte)kind}")));

    private static byte[] Written(in FrameHeader header)
    {
        var bytes = new byte[FrameLayout.HeaderSize];
        header.Write(bytes);
        return bytes;
    }

    private static void Seal(byte[] bytes) => BinaryPrimitives.WriteUInt64LittleEndian(
        bytes.AsSpan(FrameLayout.HeaderChecksumOffset), FrameHeader.ChecksumOf(bytes.AsSpan(0, FrameLayout.HeaderChecksumOffset)));
}
