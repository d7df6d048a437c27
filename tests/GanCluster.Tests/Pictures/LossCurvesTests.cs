using GanCluster.Pictures;
using SkiaSharp;

namespace GanCluster.Tests.Pictures;

public sealed class LossCurvesTests
{
    private static readonly SKRectI s_upper = new(80, 25, 880, 340);
    private static readonly SKRectI s_lower = new(80, 400, 880, 695);

    [Fact]
    public void Png_TwoSeriesAPanel_DrawsAxesLegendsCaptionAndLines()
    {
        var points = Enumerable.Range(1, 1000).Select(step => new LossPoint(step, 1, 2, 0.8f, 0.2f)).ToList();

        using var picture = new DecodedPicture(LossCurves.Png(points, "fashion · step 1,000"));

        Assert.Equal((LossCurves.Width, LossCurves.Height), (picture.Width, picture.Height));
        foreach (var panel in new[] { s_upper, s_lower })
        {
            Assert.InRange(picture.Count(panel, DecodedPicture.IsBlue), 1000, 10_000);
            Assert.InRange(picture.Count(panel, DecodedPicture.IsOrange), 1000, 10_000);
        }

        Assert.True(picture.CountBright(new SKRectI(20, 750, 300, 800)) > 200, "caption");
        Assert.True(picture.CountBright(new SKRectI(900, 20, 1150, 60)) > 200, "legend above");
        Assert.True(picture.CountBright(new SKRectI(900, 400, 1150, 430)) > 100, "legend below");
        Assert.True(picture.CountBright(new SKRectI(590, 715, 640, 740)) > 30, "step");
        Assert.True(picture.CountBright(new SKRectI(25, 440, 50, 640)) > 100, "probability of being real");
    }

    [Fact]
    public void Png_Scores_StandAtTheirHeight()
    {
        var points = Enumerable.Range(1, 100).Select(step => new LossPoint(step, 1, 2, 0.8f, 0.2f)).ToList();

        using var picture = new DecodedPicture(LossCurves.Png(points, ""));

        var real = Enumerable.Range(s_lower.Top, s_lower.Height).First(y => DecodedPicture.IsBlue(picture[600, y]));
        var fake = Enumerable.Range(s_lower.Top, s_lower.Height).First(y => DecodedPicture.IsOrange(picture[600, y]));
        Assert.InRange(fake - real, 165, 185); // 0.6 of the panel's 302 pixels, over 1.04
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200_000)]
    public void Png_AnyNumberOfPoints_MakesAPicture(int count)
    {
        var points = Enumerable.Range(1, count).Select(step => new LossPoint(step, MathF.Sin(step), float.NaN, 0.5f, step % 2)).ToList();

        using var picture = new DecodedPicture(LossCurves.Png(points, "many"));

        Assert.Equal(LossCurves.Width, picture.Width);
    }

    [Fact]
    public void Png_OnePeak_DoesNotFlattenTheRest()
    {
        var points = Enumerable.Range(1, 1000).Select(step => new LossPoint(step, step == 10 ? 1e9f : MathF.Sin(step / 50f), 0, 0.5f, 0.5f)).ToList();

        using var picture = new DecodedPicture(LossCurves.Png(points, ""));

        var rows = Enumerable.Range(s_upper.Top, s_upper.Height).Count(y => picture.Count(new SKRectI(100, y, 850, y + 1), DecodedPicture.IsBlue) > 0);
        Assert.True(rows > 150, $"the curve spans {rows} rows only");
    }
}
