using System.Globalization;

namespace GanCluster.Runs;

/// <summary>The run's pictures, <c>step-0001200.png</c>, by step.</summary>
internal sealed class SampleFolder(string path)
{
    private const string Prefix = "step-", Ending = ".png";

    /// <summary>Steps that have a picture, ascending.</summary>
    public IReadOnlyList<long> Steps => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, $"{Prefix}*{Ending}").Select(file => StepOf(Path.GetFileName(file)[Prefix.Length..])).OfType<long>().Order()]
        : [];

    /// <param name="name"><c>1200.png</c>, from a request: anything else finds nothing.</param>
    public string? Find(string name)
    {
        if (StepOf(name) is not { } step) return null;
        var file = PathOf(step);
        return File.Exists(file) ? file : null;
    }

    public string PathOf(long step) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D7}{Ending}"));

    /// <summary>Whole or not at all; makes the folder if it isn't there.</summary>
    public void Write(long step, byte[] picture)
    {
        Directory.CreateDirectory(path);
        var file = PathOf(step);
        // Drawn here and fetched from another node at once: the same picture.
        var temporary = $"{file}.{Environment.CurrentManagedThreadId}.tmp";
        File.WriteAllBytes(temporary, picture);
        File.Move(temporary, file, overwrite: true);
    }

    private static long? StepOf(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && long.TryParse(name[..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;
}
