using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>How training went: both losses above, D(real) and D(fake) below; each as it was, faint, and smoothed.</summary>
public static class LossCurves
{
    public const int Width = 1200;
    public const int Height = 800;

    private const int Margin = 24;
    private const int CaptionHeight = 48;
    private const byte RawAlpha = 52;
    private const float AxisWidth = 76; // the same for both panels, so that their steps stand above one another

    /// <param name="points">By step, as many as there are; an empty list makes empty panels.</param>
    /// <param name="caption">See <see cref="PictureCaption.Of"/>.</param>
    public static byte[] Png(IReadOnlyList<LossPoint> points, string caption)
    {
        PictureFont.UseInScottPlot();
        using var losses = Panel("loss", "");
        using var scores = Panel("probability of being real", "step");
        var curves = new[] { Curve.Of(points, point => point.DiscriminatorLoss), Curve.Of(points, point => point.GeneratorLoss) };
        Add(losses, ("discriminator", curves[0]), ("generator", curves[1]));
        Add(scores, ("D(real)", Curve.Of(points, point => point.RealScore)), ("D(fake)", Curve.Of(points, point => point.FakeScore)));
        foreach (var plot in new[] { losses, scores }) SetSteps(plot, points);
        var (least, greatest) = Curve.UsualRange(curves);
        losses.Axes.SetLimitsY(least, greatest);
        scores.Axes.SetLimitsY(-0.02, 1.02);

        using var surface = new PictureSurface(Width, Height);
        var half = (Height - CaptionHeight) / 2;
        Draw(losses, surface.Canvas, 0, half);
        Draw(scores, surface.Canvas, half, 2 * half);
        PictureCaption.Draw(surface.Canvas, new SKRect(Margin, Height - CaptionHeight, Width - Margin, Height - 8), caption);
        return surface.Png();
    }

    private static void Draw(Plot plot, SKCanvas canvas, int top, int bottom)
    {
        // ScottPlot clears the canvas first, and clearing stops at the clip.
        canvas.Save();
        canvas.ClipRect(new SKRect(0, top, Width, bottom));
        plot.Render(canvas, new PixelRect(0, Width, bottom, top));
        canvas.Restore();
    }

    private static void Add(Plot plot, (string Name, Curve Curve) blue, (string Name, Curve Curve) orange)
    {
        // Both faint lines first: they mustn't cover a smooth one.
        AddLine(plot, blue.Curve, Color.FromSKColor(PictureTheme.Blue.WithAlpha(RawAlpha)), 1);
        AddLine(plot, orange.Curve, Color.FromSKColor(PictureTheme.Orange.WithAlpha(RawAlpha)), 1);
        AddLine(plot, blue.Curve.Smoothed(blue.Curve.Values.Length / 60.0), Color.FromSKColor(PictureTheme.Blue), 2.4f).LegendText = blue.Name;
        AddLine(plot, orange.Curve.Smoothed(orange.Curve.Values.Length / 60.0), Color.FromSKColor(PictureTheme.Orange), 2.4f).LegendText = orange.Name;
    }

    private static ScottPlot.Plottables.Scatter AddLine(Plot plot, Curve curve, Color color, float width)
    {
        var thin = curve.Thinned(Width);
        var line = plot.Add.ScatterLine(thin.Steps, thin.Values, color);
        line.LineWidth = width;
        line.MarkerSize = thin.Steps.Length == 1 ? 3 * width : 0; // one point makes no line
        return line;
    }

    private static Plot Panel(string left, string bottom)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Color.FromSKColor(PictureTheme.Ground);
        plot.DataBackground.Color = Color.FromSKColor(PictureTheme.Panel);
        plot.Grid.MajorLineColor = Color.FromSKColor(PictureTheme.Line);
        plot.Axes.Color(Color.FromSKColor(PictureTheme.Faint));
        plot.Axes.Frame(false);
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = 13;
            axis.MajorTickStyle.Length = 0;
            axis.MinorTickStyle.Length = 0;
        }

        Title(plot.Axes.Left.Label, left);
        Title(plot.Axes.Bottom.Label, bottom);
        plot.Axes.Left.TickGenerator = new NumericAutomatic { TickDensity = 0.6 };
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            TickDensity = 0.6,
            LabelFormatter = step => step.ToString("N0", CultureInfo.InvariantCulture),
        };
        var legend = plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        legend.BackgroundColor = Color.FromSKColor(PictureTheme.Panel).WithAlpha(220);
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.FontColor = Color.FromSKColor(PictureTheme.Text);
        legend.FontSize = 14;
        plot.Layout.Fixed(new PixelPadding(AxisWidth, 2 * Margin, bottom.Length > 0 ? 54 : 34, 20));
        return plot;
    }

    private static void Title(LabelStyle label, string text)
    {
        label.Text = text;
        label.Bold = false;
        label.FontSize = 14;
        label.ForeColor = Color.FromSKColor(PictureTheme.Text);
    }

    private static void SetSteps(Plot plot, IReadOnlyList<LossPoint> points)
    {
        var (first, last) = points.Count > 0 ? (points[0].Step, points[^1].Step) : (0, 1);
        plot.Axes.SetLimitsX(first, Math.Max(last, first + 1));
    }
}
