using SkiaSharp;

namespace GanCluster.Training.Data;

/// <summary>One PNG or JPEG file as a square of bytes.</summary>
internal static class ImageDecoder
{
    /// <summary>A header may claim any size: above this nothing is allocated for it.</summary>
    private const long MaxPixels = 100_000_000;

    /// <summary>
    /// Decodes, cuts the middle square, resizes it, and turns it by its EXIF tag. Transparency shows white; one channel is luma
    /// (ITU-R BT.601, as JPEG has it). Colour profiles are left aside.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="destination">[channels, size, size]</param>
    /// <returns>Null, or why the file can't be used.</returns>
    public static string? Decode(string path, int size, int channels, Span<byte> destination)
    {
        using var data = SKData.Create(path);
        if (data is null) return "can't be opened";
        using var codec = SKCodec.Create(data);
        if (codec is null) return "not an image";
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg)) return $"{codec.EncodedFormat} inside";
        int width = codec.Info.Width, height = codec.Info.Height;
        if ((long)width * height > MaxPixels) return $"{width} × {height}, above {MaxPixels / 1_000_000} megapixels";

        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul))) return "too large for the memory";
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) return result == SKCodecResult.IncompleteInput ? "cut short" : "damaged";

        var side = Math.Min(width, height);
        var square = CentreOf(bitmap, side, channels);
        new BicubicResampler(side, size).Resample(square, channels, destination);
        ImageOrientation.Apply(codec.EncodedOrigin, size, destination);
        return null;
    }

    private static byte[] CentreOf(SKBitmap bitmap, int side, int channels)
    {
        var pixels = bitmap.GetPixelSpan();
        int left = (bitmap.Width - side) / 2, top = (bitmap.Height - side) / 2;
        var square = new byte[side * side * channels];
        var place = 0;
        for (var y = 0; y < side; y++)
        {
            var row = pixels.Slice(((top + y) * bitmap.RowBytes) + (left * 4), side * 4);
            for (; row.Length > 0; row = row[4..])
            {
                int red = OnWhite(row[0], row[3]), green = OnWhite(row[1], row[3]), blue = OnWhite(row[2], row[3]);
                if (channels == 1)
                {
                    square[place++] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
                    continue;
                }
                square[place++] = (byte)red;
                square[place++] = (byte)green;
                square[place++] = (byte)blue;
            }
        }
        return square;
    }

    private static int OnWhite(int value, int alpha) => ((value * alpha) + (255 * (255 - alpha)) + 127) / 255;
}
