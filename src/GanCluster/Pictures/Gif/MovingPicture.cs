using GanCluster.Core;
using SkiaSharp;

namespace GanCluster.Pictures.Gif;

/// <summary>PNGs one after another as a GIF.</summary>
internal static class MovingPicture
{
    /// <summary>Of a GIF: each is held in memory, and takes half a second to make.</summary>
    public const int MostPictures = 120;

    private const int OnTheWay = 8, AtAnEnd = 60, OfAHistory = 25, AtItsEnd = 250;

    /// <summary>From the first to the last and back, with a rest at both: a loop without a jump.</summary>
    /// <param name="pngs">At least two, of the same size.</param>
    public static byte[] ThereAndBack(IReadOnlyList<byte[]> pngs)
    {
        var (pixels, width, height) = Decode(pngs);
        var frames = pixels.Select((one, place) => new GifFrame(one, place == 0 || place == pixels.Count - 1 ? AtAnEnd : OnTheWay)).ToList();
        return AnimatedGif.Bytes([.. frames, .. frames.Skip(1).SkipLast(1).Reverse()], width, height);
    }

    /// <summary>From the first to the last, with a long rest at the last.</summary>
    /// <param name="pngs">At least one. Those of another size than the last are left out.</param>
    public static byte[] Once(IReadOnlyList<byte[]> pngs)
    {
        var (pixels, width, height) = Decode(pngs);
        return AnimatedGif.Bytes([.. pixels.Select((one, place) => new GifFrame(one, place == pixels.Count - 1 ? AtItsEnd : OfAHistory))], width, height);
    }

    private static (List<int[]> Pixels, int Width, int Height) Decode(IReadOnlyList<byte[]> pngs)
    {
        var (pixels, width, height) = (new List<int[]>(), 0, 0);
        foreach (var png in pngs.Reverse())
        {
            using var picture = SKBitmap.Decode(png) ?? throw new UnusableInputException("one of the pictures is damaged: remove those in the run's samples folder that no viewer opens.");
            if (pixels.Count == 0) (width, height) = (picture.Width, picture.Height);
            if ((picture.Width, picture.Height) != (width, height)) continue;
            pixels.Add([.. picture.Pixels.Select(pixel => pixel.Red << 16 | pixel.Green << 8 | pixel.Blue)]);
        }

        pixels.Reverse();
        return (pixels, width, height);
    }
}
