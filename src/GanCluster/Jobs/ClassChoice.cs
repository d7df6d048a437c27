using System.Globalization;
using GanCluster.Core.Options;

namespace GanCluster.Jobs;

/// <summary>Classes as a person names them.</summary>
internal static class ClassChoice
{
    private const string All = "all";
    private const int MostNamesToTell = 20;

    /// <param name="text">Numbers from 0 and names, with commas between them, or <c>all</c>.</param>
    /// <param name="names">Of the generator's classes.</param>
    /// <returns>Their numbers, in the order in which they are named; what can't be read is among <paramref name="mistakes"/>.</returns>
    public static IReadOnlyList<int> Read(string text, IReadOnlyList<string> names, List<string> mistakes)
    {
        if (names.Count == 0)
        {
            mistakes.Add("--classes: this generator knows no classes; leave the option out, or train with training.conditional=on");
            return [];
        }

        if (text.Trim().Equals(All, StringComparison.OrdinalIgnoreCase)) return [.. Enumerable.Range(0, names.Count)];
        var classes = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Find(part, names) is { } found) classes.Add(found);
            else mistakes.Add($"--classes: '{part}' is no class of this generator; did you mean {NearestName.To(part, names)[0]}? It has 0 to {names.Count - 1}{Known(names)}");
        }

        return classes;
    }

    private static string Known(IReadOnlyList<string> names) => names.Count > MostNamesToTell ? "" : $": {string.Join(", ", names)}";

    // A class whose name is another's number is that which is called so.
    private static int? Find(string part, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(part, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Count ? number : null;
    }
}
