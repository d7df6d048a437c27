using System.Text.Json;
using GanCluster.Pictures;

namespace GanCluster.Runs;

/// <summary>The curves of a run, from its <c>metrics.jsonl</c>: those of the process before a resumption included.</summary>
internal static class LossHistory
{
    public static IReadOnlyList<LossPoint> Read(string path)
    {
        var points = new List<LossPoint>();
        if (!File.Exists(path)) return points;
        foreach (var line in File.ReadLines(path))
        {
            using var json = Parse(line);
            if (json is null) continue;
            points.Add(new LossPoint(
                json.RootElement.GetProperty("step").GetInt64(),
                Number(json, "discriminatorLoss"),
                Number(json, "generatorLoss"),
                Number(json, "discriminatorRealScore"),
                Number(json, "discriminatorFakeScore")));
        }

        return points;
    }

    // A disk that was full may have left holes.
    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static float Number(JsonDocument line, string name) =>
        line.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetSingle() : float.NaN;
}
