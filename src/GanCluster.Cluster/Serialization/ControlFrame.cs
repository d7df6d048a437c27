using System.Buffers.Binary;
using System.IO.Hashing;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// A control message's bytes, little-endian: checksum (XXH3-64 of all that follows), fingerprint of the message's type, then what Hyperion wrote. The checksum is against
/// accidents, the walk along the type's shape against payloads made by hand.
/// </summary>
internal static class ControlFrame
{
    /// <summary>The first length that is refused.</summary>
    public const int TooLong = 32 * 1024;

    public const int ChecksumLength = sizeof(ulong);
    public const int HeaderLength = ChecksumLength + sizeof(ulong);

    public static void WriteHeader(Span<byte> frame, ulong fingerprint)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(frame[ChecksumLength..], fingerprint);
        Seal(frame);
    }

    /// <summary>Writes the checksum of what stands in the frame.</summary>
    public static void Seal(Span<byte> frame) => BinaryPrimitives.WriteUInt64LittleEndian(frame, XxHash3.HashToUInt64(frame[ChecksumLength..]));

    public static bool IsIntact(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame) == XxHash3.HashToUInt64(frame[ChecksumLength..]);

    public static ulong FingerprintOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame[ChecksumLength..]);
}
