using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GanCluster.Pictures.Gif;

/// <summary>
/// An animation that repeats for ever (GIF89a, https://www.w3.org/Graphics/GIF/spec-gif89a.txt). One palette for all frames; a frame after the first holds the rectangle alone that
/// differs from the one before, and in it only what differs. (Skia reads GIF and doesn't write it.)
/// </summary>
internal static class AnimatedGif
{
    public const string Ending = ".gif";

    private const byte ExtensionIntroducer = 0x21, GraphicControl = 0xF9, Application = 0xFF, ImageSeparator = 0x2C, Trailer = 0x3B;

    // A global palette of 2^8 colours of 8 bits; a frame stays until the next is drawn over it.
    private const byte GlobalPalette = 0xF7, Keep = 1 << 2, HasTransparency = 1;

    public static bool IsNameOfOne(string path) => Path.GetExtension(path).Equals(Ending, StringComparison.OrdinalIgnoreCase);

    /// <param name="frames">At least one, each of <paramref name="width"/> × <paramref name="height"/> pixels.</param>
    public static byte[] Bytes(IReadOnlyList<GifFrame> frames, int width, int height)
    {
        var palette = new GifPalette(Counts(frames));
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        Write(file, width, height);
        file.Write([GlobalPalette, 0, 0]);
        for (var place = 0; place < 256; place++)
        {
            var colour = place < palette.Colours.Count ? palette.Colours[place] : 0;
            file.Write([(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour]);
        }

        // Netscape's extension, which every viewer knows: 0 is for ever.
        file.Write([ExtensionIntroducer, Application, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        int[]? before = null;
        foreach (var frame in frames)
        {
            Write(file, frame, before, width, height, palette);
            before = frame.Pixels;
        }

        file.WriteByte(Trailer);
        return file.ToArray();
    }

    private static void Write(Stream file, GifFrame frame, int[]? before, int width, int height, GifPalette palette)
    {
        file.Write([ExtensionIntroducer, GraphicControl, 4, before is null ? Keep : (byte)(Keep | HasTransparency)]);
        Write(file, frame.Hundredths);
        file.Write([GifPalette.Unchanged, 0]);
        var (left, top, right, bottom) = before is null ? (0, 0, width, height) : Difference(before, frame.Pixels, width, height);
        file.WriteByte(ImageSeparator);
        Write(file, left, top, right - left, bottom - top);
        file.WriteByte(0);
        var places = new byte[(right - left) * (bottom - top)];
        for (var (i, y) = (0, top); y < bottom; y++)
        {
            for (var at = y * width + left; at < y * width + right; at++) places[i++] = before?[at] == frame.Pixels[at] ? GifPalette.Unchanged : palette[frame.Pixels[at]];
        }

        new LzwWriter(file).Write(places);
    }

    // A frame that repeats the one before has to hold a pixel all the same.
    private static (int Left, int Top, int Right, int Bottom) Difference(int[] before, int[] now, int width, int height)
    {
        var (left, top, right, bottom) = (width, height, 0, 0);
        for (var y = 0; y < height; y++)
        {
            var old = before.AsSpan(y * width, width);
            var row = now.AsSpan(y * width, width);
            var same = old.CommonPrefixLength(row);
            if (same == width) continue;
            var last = width - 1;
            while (old[last] == row[last]) last--;
            (left, right, top, bottom) = (Math.Min(left, same), Math.Max(right, last + 1), Math.Min(top, y), y + 1);
        }

        return bottom == 0 ? (0, 0, 1, 1) : (left, top, right, bottom);
    }

    private static Dictionary<int, long> Counts(IReadOnlyList<GifFrame> frames)
    {
        var counts = new Dictionary<int, long>();
        foreach (var frame in frames)
        {
            foreach (var colour in frame.Pixels) CollectionsMarshal.GetValueRefOrAddDefault(counts, colour, out _)++;
        }

        return counts;
    }

    private static void Write(Stream file, params ReadOnlySpan<int> numbers)
    {
        Span<byte> two = stackalloc byte[2];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(two, checked((ushort)number));
            file.Write(two);
        }
    }
}
