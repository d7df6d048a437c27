using System.Text.Json;

namespace GanCluster.Runs;

/// <summary><c>metrics.jsonl</c>: one line a step, in the order of the steps.</summary>
internal static class MetricsFile
{
    /// <summary>
    /// Cuts off the lines of steps after <paramref name="step"/>, which a resumed run computes again, and a last line that was torn when the
    /// process died. A file that isn't there stays so.
    /// </summary>
    /// <returns>The step of the last line that is left; 0 where there is none.</returns>
    public static long CutBackTo(string path, long step)
    {
        if (!File.Exists(path)) return 0;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        // What follows the last whole line whose step isn't too late is later, or no line.
        var (last, end) = (0L, 0L);
        foreach (var (line, next) in WholeLines(file))
        {
            if (StepOf(line) is { } found && found <= step) (last, end) = (found, next);
        }

        if (end < file.Length) file.SetLength(end);
        return last;
    }

    /// <summary>
    /// The lines of the steps after <paramref name="last"/> up to <paramref name="step"/>, without their ends: whoever computed a step has noted it too. As far as the copies have them one after the other; a copy
    /// that can't be read is as if it weren't there.
    /// </summary>
    /// <param name="last">That of the file's last line; 0 before the first.</param>
    /// <param name="copies">Paths of other files of the same run's metrics, which others may be writing.</param>
    public static IReadOnlyList<byte[]> LinesBetween(long last, long step, IEnumerable<string> copies)
    {
        if (last >= step) return [];
        var found = new Dictionary<long, byte[]>();
        foreach (var copy in copies) Collect(copy);
        var lines = new List<byte[]>();
        for (var next = last + 1; found.TryGetValue(next, out var line); next++) lines.Add(line);
        return lines;

        void Collect(string copy)
        {
            try
            {
                foreach (var (number, line) in LinesOf(copy).Where(line => line.Step > last && line.Step <= step)) found.TryAdd(number, line);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static IEnumerable<(long Step, byte[] Line)> LinesOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        foreach (var (line, _) in WholeLines(file))
        {
            if (StepOf(line) is { } step) yield return (step, line);
        }
    }

    // Each with where the next begins.
    private static IEnumerable<(byte[] Line, long Next)> WholeLines(FileStream file)
    {
        var position = 0L;
        var line = new List<byte>();
        for (var next = file.ReadByte(); next >= 0; next = file.ReadByte())
        {
            position++;
            if (next != '\n')
            {
                line.Add((byte)next);
                continue;
            }

            yield return ([.. line], position);
            line.Clear();
        }
    }

    private static long? StepOf(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("step", out var step) && step.TryGetInt64(out var value) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
