using System.Globalization;

namespace GanCluster.Commands;

/// <summary>A whole number as an argument.</summary>
internal static class WholeNumber
{
    /// <returns>The number, or <paramref name="least"/> where a mistake was added.</returns>
    public static long Read(string name, string text, long least, long most, List<string> mistakes)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        mistakes.Add($"{name}: '{text}' is not a whole number from {least} to {most}");
        return least;
    }
}
