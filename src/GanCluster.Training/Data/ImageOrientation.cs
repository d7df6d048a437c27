using SkiaSharp;

namespace GanCluster.Training.Data;

/// <summary>
/// Turns a square image the way its EXIF tag says it is to be seen. Since it is a square, that is a matter of places only.
/// </summary>
internal static class ImageOrientation
{
    /// <param name="origin">Where row 0, column 0 of the file belongs.</param>
    /// <param name="size">Height and width.</param>
    /// <param name="image">[channels, size, size], turned in place.</param>
    public static void Apply(SKEncodedOrigin origin, int size, Span<byte> image)
    {
        if (origin == SKEncodedOrigin.TopLeft) return;
        var plane = new byte[size * size];
        for (; image.Length > 0; image = image[plane.Length..])
        {
            image[..plane.Length].CopyTo(plane);
            for (var y = 0; y < size; y++)
                for (var x = 0; x < size; x++)
                {
                    var (row, column) = SourceOf(origin, y, x, size - 1);
                    image[(y * size) + x] = plane[(row * size) + column];
                }
        }
    }

    private static (int Row, int Column) SourceOf(SKEncodedOrigin origin, int y, int x, int last) => origin switch
    {
        SKEncodedOrigin.TopRight => (y, last - x),
        SKEncodedOrigin.BottomRight => (last - y, last - x),
        SKEncodedOrigin.BottomLeft => (last - y, x),
        SKEncodedOrigin.LeftTop => (x, y),
        SKEncodedOrigin.RightTop => (last - x, y),
        SKEncodedOrigin.RightBottom => (last - x, last - y),
        SKEncodedOrigin.LeftBottom => (x, last - y),
        _ => (y, x),
    };
}
