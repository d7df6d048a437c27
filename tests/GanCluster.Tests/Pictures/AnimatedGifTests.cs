using GanCluster.Pictures.Gif;
using SkiaSharp;

namespace GanCluster.Tests.Pictures;

/// <summary>What is written is read back by Skia, whose decoder is another's.</summary>
public sealed class AnimatedGifTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 2)]
    [InlineData(64, 48, 200)]
    // Codes of 9 bits to 12, and tables that are full and begin anew, at every place where a frame may end.
    [InlineData(331, 257, 255)]
    public void Bytes_FewColours_AreReadBackAsTheyWere(int width, int height, int colours)
    {
        var random = new Random(width);
        var frames = Enumerable.Range(0, 4).Select(n => new GifFrame([.. Enumerable.Range(0, width * height).Select(_ => Colour(random.Next(colours)))], 5 + n)).ToArray();
        AssertReadBack(frames, width, height);
    }

    [Fact]
    public void Bytes_EveryLengthOfAFrame_EndsInOrder()
    {
        // The width of the last code depends on how many there are.
        var random = new Random(1);
        var pixels = Enumerable.Range(0, 800).Select(_ => Colour(random.Next(255))).ToArray();
        for (var length = 240; length <= 800; length++) AssertReadBack([new GifFrame(pixels[..length], 2)], length, 1);
    }

    [Fact]
    public void Bytes_LongRunsAndSmallChanges_AreReadBackAsTheyWere()
    {
        const int Width = 300, Height = 200;
        var still = new int[Width * Height];
        var changed = (int[])still.Clone();
        for (var y = 40; y < 60; y++) changed.AsSpan(y * Width + 100, 30).Fill(0x00FF7F);
        var corner = (int[])changed.Clone();
        corner[^1] = 0xABCDEF;
        GifFrame[] frames = [new(still, 10), new(changed, 10), new(changed, 10), new(corner, 10), new(still, 10)];
        AssertReadBack(frames, Width, Height);
        Assert.True(AnimatedGif.Bytes(frames, Width, Height).Length < 6000);
    }

    [Fact]
    public void Bytes_ManyColours_AreNearThoseThatTheyStandFor()
    {
        const int Side = 128;
        var pixels = Enumerable.Range(0, Side * Side).Select(i => (2 * (i % Side)) << 16 | 2 * (i / Side) << 8 | (i % Side + i / Side)).ToArray();
        using var read = Read(AnimatedGif.Bytes([new GifFrame(pixels, 10)], Side, Side), out _);
        var worst = 0;
        var sum = 0L;
        var decoded = Frame(read, 0);
        for (var i = 0; i < pixels.Length; i++)
        {
            foreach (var shift in new[] { 16, 8, 0 })
            {
                var difference = Math.Abs((pixels[i] >> shift & 0xFF) - (decoded[i] >> shift & 0xFF));
                (worst, sum) = (Math.Max(worst, difference), sum + difference);
            }
        }

        Assert.InRange(worst, 1, 24);
        Assert.InRange(sum / (3.0 * pixels.Length), 0, 5);
    }

    [Fact]
    public void ThereAndBack_Pictures_RestAtBothEndsAndRepeat()
    {
        byte[][] pngs = [Png(SKColors.Red), Png(SKColors.Lime), Png(SKColors.Blue)];
        using var read = Read(MovingPicture.ThereAndBack(pngs), out var durations);
        Assert.Equal(-1, read.RepetitionCount);
        Assert.Equal([0xFF0000, 0x00FF00, 0x0000FF, 0x00FF00], Enumerable.Range(0, 4).Select(i => Frame(read, i)[0]));
        Assert.Equal([600, 80, 600, 80], durations);
    }

    [Fact]
    public void Once_PicturesOfAnotherSize_AreLeftOut()
    {
        using var read = Read(MovingPicture.Once([Png(SKColors.Red, 9), Png(SKColors.Lime), Png(SKColors.Blue)]), out var durations);
        Assert.Equal([250, 2500], durations);
        Assert.Equal((8, 8), (read.Info.Width, read.Info.Height));
    }

    private static void AssertReadBack(GifFrame[] frames, int width, int height)
    {
        using var read = Read(AnimatedGif.Bytes(frames, width, height), out var durations);
        Assert.Equal((width, height), (read.Info.Width, read.Info.Height));
        // Skia tells of frames only where there are several.
        if (frames.Length > 1) Assert.Equal(frames.Select(frame => 10 * frame.Hundredths), durations);
        for (var i = 0; i < frames.Length; i++) Assert.Equal(frames[i].Pixels, Frame(read, i));
    }

    private static SKCodec Read(byte[] gif, out int[] durations)
    {
        var codec = SKCodec.Create(new SKMemoryStream(gif));
        Assert.NotNull(codec);
        Assert.Equal(SKEncodedImageFormat.Gif, codec.EncodedFormat);
        durations = [.. codec.FrameInfo.Select(frame => frame.Duration)];
        return codec;
    }

    private static int[] Frame(SKCodec codec, int frame)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)));
        return [.. bitmap.Pixels.Select(pixel => pixel.Red << 16 | pixel.Green << 8 | pixel.Blue)];
    }

    private static byte[] Png(SKColor colour, int side = 8)
    {
        using var bitmap = new SKBitmap(side, side);
        bitmap.Erase(colour);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // Different ones, all over the cube.
    private static int Colour(int number) => number * 0x9E3779 & 0xFFFFFF;
}
