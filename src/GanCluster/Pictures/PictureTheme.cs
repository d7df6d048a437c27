using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>The colours that all pictures share: a dark, neutral ground, on which images in −1 to 1 with dark borders don't glare.</summary>
internal static class PictureTheme
{
    public static SKColor Ground { get; } = new(0x14, 0x17, 0x1C);
    public static SKColor Panel { get; } = new(0x1B, 0x1F, 0x26);
    public static SKColor Line { get; } = new(0x2B, 0x31, 0x3B);
    public static SKColor Text { get; } = new(0xE6, 0xE9, 0xEE);
    public static SKColor Faint { get; } = new(0x8B, 0x93, 0xA1);

    // Told apart by people who don't see red and green as others do.
    public static SKColor Blue { get; } = new(0x5B, 0xB0, 0xFF);
    public static SKColor Orange { get; } = new(0xFF, 0xA2, 0x4D);
}
