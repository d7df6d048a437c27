namespace GanCluster.Core.Options;

/// <summary>What somebody who mistyped a name most likely meant.</summary>
public static class NearestName
{
    // A part that was left out is far cheaper than one that was mistyped: "learningRate" means "generator.optimizer.learningRate".
    private const double CostOfMissingPart = 0.5;

    /// <summary>
    /// The names with the least edit distance (insertions, deletions, replacements, swaps of neighbours; case doesn't count) to <paramref name="given"/>,
    /// whose leading parts may be left out. At least one, at most three.
    /// </summary>
    public static IReadOnlyList<string> To(string given, IReadOnlyList<string> known)
    {
        var distances = known.Select(name => Distance(given, name)).ToList();
        var least = distances.Min();
        return [.. known.Where((_, index) => distances[index] <= least).Take(3)];
    }

    /// <summary>"'rinng8' is none of ring8, grid25; did you mean ring8?": a clause for a message.</summary>
    /// <param name="range">How the names are listed; one after another unless given.</param>
    public static string NoneOf(string given, IReadOnlyList<string> known, string? range = null) =>
        $"'{given}' is none of {range ?? string.Join(", ", known)}; did you mean {To(given, known)[0]}?";

    private static double Distance(string given, string name)
    {
        var parts = name.Split('.');
        var best = double.PositiveInfinity;
        for (var missing = 0; missing < parts.Length; missing++)
        {
            var tail = string.Join('.', parts[missing..]);
            best = Math.Min(best, Edits(given.ToUpperInvariant(), tail.ToUpperInvariant()) + missing * CostOfMissingPart);
        }

        return best;
    }

    // Optimal string alignment.
    private static int Edits(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
