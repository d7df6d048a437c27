using System.Text.Json;

namespace GanCluster.Runs;

/// <summary><c>metrics.jsonl</c>: one line a step, in the order of the steps.</summary>
internal static class MetricsFile
{
    /// <summary>
    /// Cuts off the lines of steps after <paramref name="step"/>, which a resumed run computes again, and a last line that was torn when the
    /// process died. A file that isn't there stays so.
    /// </summary>
    public static void CutBackTo(string path, long step)
    {
        if (!File.Exists(path)) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        var end = EndOfStep(file, step);
        if (end < file.Length) file.SetLength(end);
    }

    // The end of the last whole line whose step isn't too late: what follows is later, or no line.
    private static long EndOfStep(FileStream file, long step)
    {
        var end = 0L;
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

            if (StepOf([.. line]) is { } found && found <= step) end = position;
            line.Clear();
        }

        return end;
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
