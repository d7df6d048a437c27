using GanCluster.Training.Data;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>Images side by side in a PNG, labelled.</summary>
public static class SampleGrid
{
    /// <param name="samples"><c>[count, channels, height, width]</c> in −1 to 1; beyond it black or white, NaN black.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="caption">See <see cref="PictureCaption.Of"/>.</param>
    /// <param name="columns">Images of a row; 0 for a grid that is nearly square.</param>
    /// <exception cref="ArgumentException">The sizes don't fit, or the channels can't be shown.</exception>
    public static byte[] Png(ReadOnlySpan<float> samples, int count, int channels, int height, int width, string caption, int columns = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (channels is not (1 or 3)) throw new ArgumentException($"a picture has 1 or 3 channels, not {channels}", nameof(channels));
        var size = checked(channels * height * width);
        if (samples.Length != (long)count * size)
            throw new ArgumentException($"{count} × {size} values make the grid, not {samples.Length}", nameof(samples));

        var layout = new GridLayout(count, height, width, columns);
        using var surface = new PictureSurface(layout.Width, layout.Height);
        for (var i = 0; i < count; i++) DrawImage(surface.Canvas, layout.Tile(i), samples.Slice(i * size, size), channels, height, width);
        PictureCaption.Draw(surface.Canvas, layout.Caption, caption);
        return surface.Png();
    }

    private static void DrawImage(SKCanvas canvas, SKRectI tile, ReadOnlySpan<float> values, int channels, int height, int width)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = bitmap.GetPixelSpan();
        var plane = height * width;
        for (var i = 0; i < plane; i++)
        {
            for (var c = 0; c < 3; c++) pixels[4 * i + c] = PixelScale.ToByte(values[c % channels * plane + i]);
            pixels[4 * i + 3] = byte.MaxValue;
        }

        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, tile, new SKSamplingOptions(SKFilterMode.Nearest));
    }
}
