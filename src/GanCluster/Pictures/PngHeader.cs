using System.Buffers.Binary;

namespace GanCluster.Pictures;

/// <summary>What a PNG begins with: its signature, then the chunk that has its size (ISO/IEC 15948, 11.2.2).</summary>
internal readonly record struct PngHeader(int Width, int Height)
{
    private const int WidthAt = 16, HeightAt = 20, End = 24;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>False for anything that doesn't begin so. What follows isn't looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> png, out PngHeader header)
    {
        header = default;
        if (png.Length < End || !png.StartsWith(Signature)) return false;
        header = new PngHeader(BinaryPrimitives.ReadInt32BigEndian(png[WidthAt..]), BinaryPrimitives.ReadInt32BigEndian(png[HeightAt..]));
        return header is { Width: > 0, Height: > 0 };
    }
}
