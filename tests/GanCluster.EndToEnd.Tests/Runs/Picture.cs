using SkiaSharp;

namespace GanCluster.EndToEnd.Tests.Runs;

internal static class Picture
{
    /// <summary>A PNG that decodes whole, of a size that a person sees something in, and not of one colour.</summary>
    public static void AssertPng(string path)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
        using var picture = SKBitmap.Decode(path);
        Assert.NotNull(picture);
        Assert.True(picture is { Width: >= 64, Height: >= 64 }, $"{path}: {picture.Width} × {picture.Height}");
        Assert.True(picture.Pixels.Distinct().Count() > 2, $"{path} is empty");
    }
}
