using System.IO.MemoryMappedFiles;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>
/// A picture while it is drawn. Its pixels are mapped from the system and go back to it. Skia would take them from malloc, and glibc takes the largest block that it
/// ever mapped and freed for a measure of what every thread may keep: after one picture of 2.4 MB, up to 4.8 MB each.
/// </summary>
internal sealed class PictureSurface : IDisposable
{
    private readonly MemoryMappedFile _memory;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SKSurface _surface;

    public PictureSurface(int width, int height)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        _memory = MemoryMappedFile.CreateNew(null, info.BytesSize64);
        _view = _memory.CreateViewAccessor();
        _surface = SKSurface.Create(info, _view.SafeMemoryMappedViewHandle.DangerousGetHandle(), info.RowBytes)
            ?? throw new InvalidOperationException($"Skia can't make a picture of {width} × {height} pixels");
        Canvas.Clear(PictureTheme.Ground);
    }

    public SKCanvas Canvas => _surface.Canvas;

    public byte[] Png()
    {
        // From the pixels where they lie: an image of such a surface would be a copy.
        using var pixels = _surface.PeekPixels();
        using var data = pixels.Encode(SKEncodedImageFormat.Png, quality: 100) ?? throw new InvalidOperationException("Skia can't encode a PNG");
        return data.ToArray();
    }

    public void Dispose()
    {
        _surface.Dispose();
        _view.Dispose();
        _memory.Dispose();
    }
}
