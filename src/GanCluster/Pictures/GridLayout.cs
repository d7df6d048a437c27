using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>Where the images of a grid lie: about as many columns as rows unless rows have a meaning, each image enlarged by a whole number so that its pixels stay sharp.</summary>
public sealed record GridLayout
{
    public const int Gap = 3;
    public const int Margin = 20;
    public const int CaptionHeight = 44;

    /// <summary>Width in pixels that small images are enlarged to, all columns together, as long as the rows aren't more than twice as high.</summary>
    private const int TargetWidth = 700;

    private readonly int _tileWidth, _tileHeight;

    /// <param name="count">Images.</param>
    /// <param name="height">Pixels of one image, before it is enlarged.</param>
    /// <param name="width">As <paramref name="height"/>.</param>
    /// <param name="columns">Images side by side; 0 for a grid that is nearly square.</param>
    public GridLayout(int count, int height, int width, int columns = 0)
    {
        Columns = columns > 0 ? columns : (int)Math.Ceiling(Math.Sqrt(count));
        Rows = (count + Columns - 1) / Columns;
        Scale = Math.Clamp(Math.Min(TargetWidth / (Columns * width), 2 * TargetWidth / (Rows * height)), 1, 8);
        (_tileWidth, _tileHeight) = (width * Scale, height * Scale);
        Width = Columns * (_tileWidth + Gap) - Gap + 2 * Margin;
        GridBottom = Margin + Rows * (_tileHeight + Gap) - Gap;
        Height = GridBottom + CaptionHeight;
    }

    public int Columns { get; }
    public int Rows { get; }
    public int Scale { get; }

    /// <summary>Pixels of the whole picture.</summary>
    public int Width { get; }

    public int Height { get; }

    private int GridBottom { get; }

    /// <summary>The line of the caption, under the grid.</summary>
    public SKRectI Caption => new(Margin, GridBottom, Width - Margin, Height);

    /// <summary>Where image number <paramref name="index"/> lies: row by row.</summary>
    public SKRectI Tile(int index) => SKRectI.Create(
        Margin + index % Columns * (_tileWidth + Gap), Margin + index / Columns * (_tileHeight + Gap), _tileWidth, _tileHeight);
}
