using SkiaSharp;

namespace GanCluster.Pictures;

internal static class PngEncoding
{
    public static byte[] Png(this SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, quality: 100) ?? throw new InvalidOperationException("Skia can't encode a PNG");
        return data.ToArray();
    }

    public static SKSurface Surface(int width, int height)
    {
        var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InvalidOperationException($"Skia can't make a picture of {width} × {height} pixels");
        surface.Canvas.Clear(PictureTheme.Ground);
        return surface;
    }
}
