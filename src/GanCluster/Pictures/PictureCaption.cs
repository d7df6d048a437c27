using System.Globalization;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>The line of text under a picture: "fashion · step 1,500".</summary>
public static class PictureCaption
{
    internal const float Size = 17;

    /// <param name="name">Of the preset or the data.</param>
    public static string Of(string name, long step) => string.Create(CultureInfo.InvariantCulture, $"{name} · step {step:N0}");

    /// <summary>Of samples of the data itself.</summary>
    public static string OfData(string name) => $"{name} · data";

    /// <summary>Draws the caption on the left and a note on the right of <paramref name="line"/>, shortened to fit.</summary>
    internal static void Draw(SKCanvas canvas, SKRect line, string caption, string note = "")
    {
        using var font = PictureFont.OfSize(Size);
        using var text = new SKPaint { Color = PictureTheme.Text, IsAntialias = true };
        using var faint = new SKPaint { Color = PictureTheme.Faint, IsAntialias = true };
        var baseline = line.MidY - (font.Metrics.Ascent + font.Metrics.Descent) / 2;
        var noteWidth = note.Length == 0 ? 0 : font.MeasureText(note) + Size;
        canvas.DrawText(Fit(caption, font, line.Width - noteWidth), line.Left, baseline, SKTextAlign.Left, font, text);
        if (note.Length > 0) canvas.DrawText(note, line.Right, baseline, SKTextAlign.Right, font, faint);
    }

    private static string Fit(string caption, SKFont font, float width)
    {
        if (font.MeasureText(caption) <= width) return caption;
        var length = caption.Length;
        while (length > 0 && font.MeasureText(caption[..length] + "…") > width) length--;
        return caption[..length].TrimEnd() + "…";
    }
}
