using System.Text.Json;
using System.Text.Json.Serialization;

namespace GanCluster.Runs;

/// <summary><c>result.json</c>: what a run came to. The names are a contract with scripts and tests.</summary>
/// <param name="Digest">SHA-256 of the whole replica.</param>
/// <param name="Lineage">Hash chain over the averages applied.</param>
/// <param name="Seconds">Training time of this process; a resumed run counts from its resumption, as the rates do.</param>
/// <param name="PhasesLost">Highest phase reported before an incident minus phase gone on from.</param>
/// <param name="ShardsByLane">Shards that each lane of this process computed.</param>
/// <param name="Workers">Of a cluster: who did how much.</param>
/// <param name="Health">What the watch said last; nothing where no window was judged.</param>
/// <param name="Evaluation">What evaluations came to; nothing where there were none.</param>
internal sealed record RunResult(
    long Steps,
    long Phases,
    string Digest,
    string Lineage,
    double Seconds,
    double ImagesPerSecond,
    double StepsPerSecond,
    int WorkersSeen,
    int Plans,
    long ShardsRecomputed,
    long PhasesLost,
    double LongestStallSeconds,
    IReadOnlyList<long> ShardsByLane,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WorkerResult>? Workers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HealthResult? Health = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvaluationResult? Evaluation = null)
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    public static RunResult FromJson(string json) => JsonSerializer.Deserialize<RunResult>(json, CamelCase)!;

    public string ToJson() => JsonSerializer.Serialize(this, CamelCase) + "\n";
}

/// <summary>One worker's part in a run.</summary>
/// <param name="Node">Its address.</param>
/// <param name="Shards">That it computed.</param>
/// <param name="Slices">That its averager averaged.</param>
/// <param name="LongestGapSeconds">Between two of its commits.</param>
internal sealed record WorkerResult(string Node, int Process, long Shards, long Slices, double LongestGapSeconds);
