using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GanCluster.Core.Identity;

/// <summary>A SHA-256, 32 bytes, written as 64 lower-case hexadecimal digits.</summary>
public readonly record struct Digest
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly ulong _a, _b, _c, _d;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"a digest has {Size} bytes, not {bytes.Length}", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(data, hash);
        return new Digest(hash);
    }

    /// <summary>The hash of what was appended since <paramref name="hash"/> was made or last asked, which starts over.</summary>
    public static Digest Of(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        hash.GetHashAndReset(bytes);
        return new Digest(bytes);
    }

    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    public static Digest Parse(string hex) => new(Convert.FromHexString(hex));

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The first 12 digits: enough to tell two runs apart in a log.</summary>
    public string Short => ToString()[..12];

    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";
}
