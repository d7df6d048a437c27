using GanCluster.Pictures;
using SkiaSharp;

namespace GanCluster.Tests.Pictures;

public sealed class ScatterPlotTests
{
    private const double Sigma = 0.05;

    private static readonly (double X, double Y)[] s_modes = [(-4, -4), (0, 0), (4, 4), (4, -4)];

    [Fact]
    public void Png_NoPoints_ShowsEveryModeAsARing()
    {
        var frame = new PlotFrame(s_modes, Sigma);
        var radius = (float)(3 * Sigma * frame.PixelsPerUnit);

        using var picture = new DecodedPicture(ScatterPlot.Png([], s_modes, Sigma, "grid25 · step 0"));

        Assert.Equal((PlotFrame.Width, PlotFrame.Height), (picture.Width, picture.Height));
        foreach (var (x, y) in s_modes)
        {
            var centre = frame.Pixel(x, y);
            for (var angle = 0; angle < 360; angle += 45)
            {
                var (sin, cos) = MathF.SinCos(angle * MathF.PI / 180);
                Assert.True(picture.Count(Around(centre.X + radius * cos, centre.Y + radius * sin, 2), IsRing) > 0, $"no ring around ({x}, {y}) at {angle}°");
            }

            Assert.Equal(0, picture.Count(Around(centre.X, centre.Y, (int)(radius / 2)), IsRing));
        }
    }

    [Fact]
    public void Png_Points_AreBlueInARingAndOrangeElsewhere()
    {
        var frame = new PlotFrame(s_modes, Sigma);
        float[] points = [.. Enumerable.Repeat(new[] { 4f, -4f, 2f, -1f }, 20).SelectMany(pair => pair)];

        using var picture = new DecodedPicture(ScatterPlot.Png(points, s_modes, Sigma, ""));

        var hit = frame.Pixel(4, -4);
        var miss = frame.Pixel(2, -1);
        Assert.True(hit.Y > frame.Pixel(0, 0).Y, "downwards on the plane is downwards in the picture");
        Assert.True(picture.Count(Around(hit.X, hit.Y, 2), DecodedPicture.IsBlue) > 0);
        Assert.True(picture.Count(Around(miss.X, miss.Y, 2), DecodedPicture.IsOrange) > 0);
        Assert.Equal(0, picture.Count(Around(frame.Pixel(-2, 1).X, frame.Pixel(-2, 1).Y, 5), DecodedPicture.IsOrange));
    }

    [Fact]
    public void Png_PointsBeyondTheEdge_AreCountedInTheNote()
    {
        var note = new SKRectI(PlotFrame.Width / 2, PlotFrame.Height - PlotFrame.CaptionHeight, PlotFrame.Width, PlotFrame.Height);
        bool IsFaint(SKColor color) => color.Green > 110;

        using var inside = new DecodedPicture(ScatterPlot.Png([0, 0], s_modes, Sigma, "ring8"));
        using var beyond = new DecodedPicture(ScatterPlot.Png([0, 0, 1000, 0, float.NaN, 0, float.NegativeInfinity, 0], s_modes, Sigma, "ring8"));

        Assert.Equal(0, inside.Count(note, IsFaint));
        Assert.True(beyond.Count(note, IsFaint) > 100);
    }

    [Fact]
    public void Frame_AnyModes_HasEqualScalesAndHoldsTheRings()
    {
        var frame = new PlotFrame([(10, 5), (12, 5)], 0.2);
        var (a, b) = (frame.Pixel(11, 5), frame.Pixel(12, 6));

        Assert.Equal(b.X - a.X, a.Y - b.Y, 1e-3);
        Assert.True(frame.Contains(12 + 0.6, 5) && frame.Contains(10 - 0.6, 5));
        Assert.False(frame.Contains(double.NaN, 5));
    }

    [Fact]
    public void Frame_OneMode_IsAsWideAsItsSigma() => Assert.True(new PlotFrame([(0, 0)], 1).Contains(5, -5));

    private static bool IsRing(SKColor color) => color.Red > 110 && color.Green > 110 && color.Blue > 110;

    private static SKRectI Around(float x, float y, int distance) =>
        new((int)x - distance, (int)y - distance, (int)x + distance + 1, (int)y + distance + 1);
}
