using System.Globalization;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>
/// Samples of a 2-D mixture over its modes. A ring is three standard deviations wide: 98.9 % of a perfect generator's samples lie in one. Samples outside all
/// rings have another colour.
/// </summary>
public static class ScatterPlot
{
    private const float DotRadius = 1.5f;

    /// <param name="points"><c>[N, 2]</c></param>
    /// <param name="modes">Centres, at least one.</param>
    /// <param name="sigma">Standard deviation of each mode.</param>
    /// <param name="caption">See <see cref="PictureCaption.Of"/>.</param>
    public static byte[] Png(ReadOnlySpan<float> points, IReadOnlyList<(double X, double Y)> modes, double sigma, string caption)
    {
        if (points.Length % 2 != 0) throw new ArgumentException("points have two coordinates each", nameof(points));
        ArgumentOutOfRangeException.ThrowIfZero(modes.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);

        var frame = new PlotFrame(modes, sigma);
        using var surface = new PictureSurface(PlotFrame.Width, PlotFrame.Height);
        DrawGround(surface.Canvas, frame);
        var beyond = DrawPoints(surface.Canvas, frame, points, modes, sigma);
        DrawRings(surface.Canvas, frame, modes, sigma); // above: a mode that is well covered would hide its ring
        PictureCaption.Draw(surface.Canvas, PlotFrame.Caption, caption, Beyond(beyond, points.Length / 2));
        return surface.Png();
    }

    /// <summary>Samples of data without known modes, over data.</summary>
    /// <param name="points"><c>[N, 2]</c></param>
    /// <param name="cloud">Of the data, which sets the frame as well; null where it isn't at hand: the samples alone.</param>
    /// <param name="caption">See <see cref="PictureCaption.Of"/>.</param>
    internal static byte[] Png(float[] points, PointCloud? cloud, string caption)
    {
        var frame = (cloud ?? new PointCloud(points)).Frame();
        using var surface = new PictureSurface(PlotFrame.Width, PlotFrame.Height);
        DrawGround(surface.Canvas, frame);
        if (cloud is not null) DrawDots(surface.Canvas, frame, cloud.Points, PictureTheme.Faint.WithAlpha(110));
        var beyond = DrawDots(surface.Canvas, frame, points, PictureTheme.Blue.WithAlpha(150));
        PictureCaption.Draw(surface.Canvas, PlotFrame.Caption, caption, Beyond(beyond, points.Length / 2));
        return surface.Png();
    }

    private static string Beyond(int beyond, int points) => beyond == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{beyond:N0} of {points:N0} beyond the edge");

    private static int DrawDots(SKCanvas canvas, PlotFrame frame, ReadOnlySpan<float> points, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var beyond = 0;
        for (var i = 0; i < points.Length; i += 2)
        {
            if (frame.Contains(points[i], points[i + 1])) canvas.DrawCircle(frame.Pixel(points[i], points[i + 1]), DotRadius, paint);
            else beyond++;
        }

        return beyond;
    }

    private static void DrawGround(SKCanvas canvas, PlotFrame frame)
    {
        using var panel = new SKPaint { Color = PictureTheme.Panel };
        using var line = new SKPaint { Color = PictureTheme.Line, StrokeWidth = 1 };
        using var text = new SKPaint { Color = PictureTheme.Faint, IsAntialias = true };
        using var font = PictureFont.OfSize(12);
        canvas.DrawRect(PlotFrame.Area, panel);
        var step = frame.GridStep();
        foreach (var x in Ticks(frame.Horizontal, step))
        {
            var at = MathF.Round(frame.Pixel(x, 0).X) + 0.5f;
            canvas.DrawLine(at, PlotFrame.Area.Top, at, PlotFrame.Area.Bottom, line);
            canvas.DrawText(Label(x), at + 4, PlotFrame.Area.Bottom - 6, SKTextAlign.Left, font, text);
        }

        foreach (var y in Ticks(frame.Vertical, step))
        {
            var at = MathF.Round(frame.Pixel(0, y).Y) + 0.5f;
            canvas.DrawLine(PlotFrame.Area.Left, at, PlotFrame.Area.Right, at, line);
            canvas.DrawText(Label(y), PlotFrame.Area.Left + 6, at - 4, SKTextAlign.Left, font, text);
        }
    }

    private static void DrawRings(SKCanvas canvas, PlotFrame frame, IReadOnlyList<(double X, double Y)> modes, double sigma)
    {
        using var ring = new SKPaint { Color = PictureTheme.Text.WithAlpha(170), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1.2f };
        foreach (var (x, y) in modes) canvas.DrawCircle(frame.Pixel(x, y), (float)(3 * sigma * frame.PixelsPerUnit), ring);
    }

    /// <returns>Points that the picture doesn't show.</returns>
    private static int DrawPoints(SKCanvas canvas, PlotFrame frame, ReadOnlySpan<float> points, IReadOnlyList<(double X, double Y)> modes, double sigma)
    {
        using var inside = new SKPaint { Color = PictureTheme.Blue.WithAlpha(90), IsAntialias = true };
        using var outside = new SKPaint { Color = PictureTheme.Orange.WithAlpha(170), IsAntialias = true };
        var beyond = 0;
        for (var i = 0; i < points.Length; i += 2)
        {
            var (x, y) = (points[i], points[i + 1]);
            if (!frame.Contains(x, y)) beyond++;
            else canvas.DrawCircle(frame.Pixel(x, y), DotRadius, IsInARing(x, y, modes, sigma) ? inside : outside);
        }

        return beyond;
    }

    private static bool IsInARing(double x, double y, IReadOnlyList<(double X, double Y)> modes, double sigma)
    {
        var limit = 9 * sigma * sigma;
        foreach (var mode in modes)
        {
            if ((x - mode.X) * (x - mode.X) + (y - mode.Y) * (y - mode.Y) <= limit) return true;
        }

        return false;
    }

    /// <summary>Multiples of the step, but for those whose label would stand in the corner or on the edge.</summary>
    private static IEnumerable<double> Ticks((double From, double To) range, double step)
    {
        for (var n = Math.Ceiling(range.From / step + 0.3); n * step < range.To - 0.3 * step; n++) yield return n * step;
    }

    private static string Label(double value) => Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
}
