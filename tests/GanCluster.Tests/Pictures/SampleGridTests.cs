using GanCluster.Pictures;
using SkiaSharp;

namespace GanCluster.Tests.Pictures;

public sealed class SampleGridTests
{
    [Fact]
    public void Png_GreyImages_EveryPixelStandsWhereTheLayoutSays()
    {
        const int count = 10, size = 28;
        var samples = new float[count * size * size];
        for (var i = 0; i < samples.Length; i++) samples[i] = i % 256 / 127.5f - 1;
        var layout = new GridLayout(count, size, size);

        using var picture = new DecodedPicture(SampleGrid.Png(samples, count, 1, size, size, "fashion · step 1,500"));

        Assert.Equal((layout.Width, layout.Height), (picture.Width, picture.Height));
        Assert.True(layout.Scale > 1);
        for (var i = 0; i < samples.Length; i++)
        {
            var (image, y, x) = (i / (size * size), i / size % size, i % size);
            var tile = layout.Tile(image);
            var expected = new SKColor((byte)(i % 256), (byte)(i % 256), (byte)(i % 256));
            // All corners of the enlarged pixel: it is sharp.
            Assert.Equal(expected, picture[tile.Left + x * layout.Scale, tile.Top + y * layout.Scale]);
            Assert.Equal(expected, picture[tile.Left + (x + 1) * layout.Scale - 1, tile.Top + (y + 1) * layout.Scale - 1]);
        }
    }

    [Fact]
    public void Png_ColourImages_ChannelsAreRedGreenBlue()
    {
        float[] samples = [1, 1, -1, -1, 0, 0]; // [1, 3, 1, 2]
        var tile = new GridLayout(1, 1, 2).Tile(0);

        using var picture = new DecodedPicture(SampleGrid.Png(samples, 1, 3, 1, 2, "one"));

        Assert.Equal(new SKColor(255, 0, 128), picture[tile.Left, tile.Top]);
    }

    [Theory]
    [InlineData(-7f, 0)]
    [InlineData(7f, 255)]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    [InlineData(float.NegativeInfinity, 0)]
    public void Png_ValueBeyondTheRange_IsBlackOrWhite(float value, byte level)
    {
        var tile = new GridLayout(1, 1, 1).Tile(0);

        using var picture = new DecodedPicture(SampleGrid.Png([value], 1, 1, 1, 1, ""));

        Assert.Equal(new SKColor(level, level, level), picture[tile.Left, tile.Top]);
    }

    [Fact]
    public void Png_Caption_IsDrawn()
    {
        var samples = new float[4 * 28 * 28];
        var area = new GridLayout(4, 28, 28).Caption;

        using var without = new DecodedPicture(SampleGrid.Png(samples, 4, 1, 28, 28, ""));
        using var brief = new DecodedPicture(SampleGrid.Png(samples, 4, 1, 28, 28, "fashion"));
        using var caption = new DecodedPicture(SampleGrid.Png(samples, 4, 1, 28, 28, "fashion · step 1,500"));

        Assert.Equal(0, without.CountBright(area));
        Assert.InRange(brief.CountBright(area), 100, 1000);
        Assert.True(caption.CountBright(area) > 2 * brief.CountBright(area));
    }

    [Fact]
    public void Png_CaptionTooLong_StaysInThePicture()
    {
        var area = new GridLayout(1, 8, 8).Caption;

        using var picture = new DecodedPicture(SampleGrid.Png(new float[64], 1, 1, 8, 8, new string('W', 500)));

        Assert.Equal(0, picture.CountBright(new SKRectI(area.Right, area.Top, picture.Width, area.Bottom)));
    }

    [Fact]
    public void Png_Columns_MakeRows()
    {
        float[] samples = [-1, 0, 1, 1, 0, -1]; // of one pixel each
        var layout = new GridLayout(6, 1, 1, columns: 3);

        using var picture = new DecodedPicture(SampleGrid.Png(samples, 6, 1, 1, 1, "", columns: 3));

        Assert.Equal((3, 2), (layout.Columns, layout.Rows));
        int[] levels = [0, 128, 255, 255, 128, 0];
        for (var i = 0; i < 6; i++) Assert.Equal(levels[i], picture[layout.Tile(i).Left, layout.Tile(i).Top].Red);
        Assert.Equal(layout.Tile(0).Left, layout.Tile(3).Left);
        Assert.True(layout.Tile(3).Top > layout.Tile(0).Bottom);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(64, 8, 8)]
    [InlineData(10, 4, 3)]
    [InlineData(4096, 64, 64)]
    public void Layout_AnyCount_IsNearlySquareAndTilesDoNotOverlap(int count, int columns, int rows)
    {
        var layout = new GridLayout(count, 28, 28);
        var picture = new SKRectI(0, 0, layout.Width, layout.Caption.Top);

        Assert.Equal((columns, rows), (layout.Columns, layout.Rows));
        Assert.All(Enumerable.Range(0, count), i => Assert.True(picture.Contains(layout.Tile(i))));
        if (count > 1) Assert.False(layout.Tile(0).IntersectsWithInclusive(layout.Tile(1)));
    }

    [Theory]
    [InlineData(2, 1, 4)]
    [InlineData(1, 2, 8)]
    [InlineData(0, 1, 0)]
    public void Png_SizesThatDoNotFit_AreRefused(int count, int channels, int values) =>
        Assert.ThrowsAny<ArgumentException>(() => SampleGrid.Png(new float[values], count, channels, 2, 2, ""));
}
