using SkiaSharp;

namespace GanCluster.Tests.Pictures;

/// <summary>A PNG, read back.</summary>
internal sealed class DecodedPicture : IDisposable
{
    private readonly SKBitmap _bitmap;

    public DecodedPicture(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        _bitmap = SKBitmap.Decode(png);
        Assert.NotNull(_bitmap);
    }

    public int Width => _bitmap.Width;
    public int Height => _bitmap.Height;

    public SKColor this[int x, int y] => _bitmap.GetPixel(x, y);

    /// <summary>Pixels of an area that fulfil a condition.</summary>
    public int Count(SKRectI area, Func<SKColor, bool> condition)
    {
        var count = 0;
        for (var y = Math.Max(0, area.Top); y < Math.Min(Height, area.Bottom); y++)
        {
            for (var x = Math.Max(0, area.Left); x < Math.Min(Width, area.Right); x++) count += condition(_bitmap.GetPixel(x, y)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Text and bright lines stand out from the dark ground.</summary>
    public int CountBright(SKRectI area) => Count(area, color => color.Red > 150 && color.Green > 150 && color.Blue > 150);

    public static bool IsBlue(SKColor color) => color.Blue > 150 && color.Blue > color.Red + 60;

    public static bool IsOrange(SKColor color) => color.Red > 120 && color.Red > color.Blue + 60;

    public void Dispose() => _bitmap.Dispose();
}
