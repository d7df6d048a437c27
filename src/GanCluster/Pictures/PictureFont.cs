using ScottPlot;
using SkiaSharp;

namespace GanCluster.Pictures;

/// <summary>
/// The typeface of all pictures, embedded: a container or a fresh machine has no fonts, and text would be left out without a word.
/// </summary>
internal static class PictureFont
{
    public const string Family = "Roboto";

    private const string Resource = "GanCluster.Pictures.Fonts.Roboto-Regular.ttf";

    public static SKTypeface Typeface { get; } = Load();

    private static readonly Lazy<bool> s_scottPlot = new(() =>
    {
        Fonts.FontResolvers.Insert(0, new Resolver());
        (Fonts.Default, Fonts.Sans) = (Family, Family);
        return true;
    });

    /// <summary>Makes ScottPlot use it, for the whole process: its fonts are global.</summary>
    public static void UseInScottPlot() => _ = s_scottPlot.Value;

    public static SKFont OfSize(float size) => new(Typeface, size) { Edging = SKFontEdging.Antialias, Subpixel = true, Hinting = SKFontHinting.None };

    private static SKTypeface Load()
    {
        using var stream = typeof(PictureFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the program was built without {Resource}");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }

    /// <summary>Whatever ScottPlot asks for, it gets this one; each time a new object, since it owns what it gets.</summary>
    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Load();

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Load();
    }
}
