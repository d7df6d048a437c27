using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>A square piece of the plane, shown as a square of pixels: fixed by the modes, so that pictures of different steps can be laid over one another.</summary>
public sealed record PlotFrame
{
    public const int Side = 720;
    public const int Margin = 24;
    public const int CaptionHeight = 48;

    private readonly double _centreX, _centreY, _half;

    /// <param name="modes">Centres, at least one.</param>
    public PlotFrame(IReadOnlyList<(double X, double Y)> modes, double sigma)
    {
        var (left, right) = (modes.Min(mode => mode.X), modes.Max(mode => mode.X));
        var (bottom, top) = (modes.Min(mode => mode.Y), modes.Max(mode => mode.Y));
        (_centreX, _centreY) = ((left + right) / 2, (bottom + top) / 2);
        var half = Math.Max(right - left, top - bottom) / 2;
        // Room for samples that miss, and for the rings where there is but one mode.
        _half = Math.Max(half * 1.3, half + 6 * sigma);
        PixelsPerUnit = Side / (2 * _half);
    }

    public static int Width => Side + 2 * Margin;
    public static int Height => Side + Margin + CaptionHeight;

    internal static SKRect Area => SKRect.Create(Margin, Margin, Side, Side);
    internal static SKRect Caption => SKRect.Create(Margin, Margin + Side, Side, CaptionHeight);

    public double PixelsPerUnit { get; }

    internal (double Left, double Right) Horizontal => (_centreX - _half, _centreX + _half);
    internal (double Bottom, double Top) Vertical => (_centreY - _half, _centreY + _half);

    /// <summary>Upwards on the plane is upwards in the picture.</summary>
    public SKPoint Pixel(double x, double y) =>
        new((float)(Margin + (x - _centreX + _half) * PixelsPerUnit), (float)(Margin + (_centreY + _half - y) * PixelsPerUnit));

    /// <summary>False for NaN too.</summary>
    public bool Contains(double x, double y) => Math.Abs(x - _centreX) <= _half && Math.Abs(y - _centreY) <= _half;

    /// <summary>Distance of the grid's lines: 1, 2 or 5 times a power of ten, four to ten of them.</summary>
    internal double GridStep()
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(_half)));
        return new[] { 0.2, 0.5, 1, 2 }.Select(factor => factor * power).First(step => 2 * _half / step <= 10);
    }
}
