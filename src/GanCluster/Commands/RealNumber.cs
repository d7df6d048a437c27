using System.Globalization;

namespace GanCluster.Commands;

/// <summary>A number with a fraction as an argument.</summary>
internal static class RealNumber
{
    /// <returns>The number, or <paramref name="least"/> where a mistake was added.</returns>
    public static double Read(string name, string text, double least, double most, List<string> mistakes)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {least} to {most}"));
        return least;
    }
}
