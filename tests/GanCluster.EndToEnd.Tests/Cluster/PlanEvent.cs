using System.Text.Json;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>A plan as <c>events.jsonl</c> tells it.</summary>
/// <param name="Shards">How many of each worker's, by its name.</param>
internal sealed record PlanEvent(DateTimeOffset Time, long Base, IReadOnlyDictionary<string, int> Shards, IReadOnlyList<string> Averagers)
{
    public static PlanEvent Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new PlanEvent(
            json.GetProperty("time").GetDateTimeOffset(),
            json.GetProperty("base").GetInt64(),
            json.GetProperty("shares").EnumerateArray().ToDictionary(share => share.GetProperty("worker").GetString()!, share => share.GetProperty("end").GetInt32() - share.GetProperty("first").GetInt32()),
            [.. json.GetProperty("averagers").EnumerateArray().Select(averager => averager.GetString()!)]);
    }
}
