using System.Text.Json;
using System.Text.Json.Serialization;
using GanCluster.Core.Status;
using GanCluster.Core.Watch;

namespace GanCluster.Web;

// The JSON of the API: docs/http-api.md says what each property means. Times are ISO 8601 in UTC; what isn't known, or isn't finite, is null.

internal static class StatusJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Nothing of it goes into HTML.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static double? Finite(double value, int digits = 6) => double.IsFinite(value) ? Math.Round(value, digits) : null;

    public static DateTime Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
}

internal sealed record ProblemJson(string Error);

internal sealed record SamplesJson(IReadOnlyList<long> Steps);

internal sealed record ReportJson(
    string Version, DateTime Time, string Node, RunJson Run, PlanJson? Plan, IReadOnlyList<NodeJson> Nodes, long NewestEvent, IReadOnlyList<EventJson>? Events);

internal sealed record RunJson(
    string? Id,
    RunState? State,
    string Reason,
    string? Coordinator,
    double? CoordinatorSeenSecondsAgo,
    SettingJson? Setting,
    long Step,
    long? Steps,
    long? Phase,
    double? SecondsSinceStep,
    double? StepsPerSecond,
    double? ImagesPerSecond,
    double? SecondsLeft,
    double? DiscriminatorLoss,
    double? GeneratorLoss,
    double? RealScore,
    double? FakeScore,
    double? DiscriminatorGradientNorm,
    double? GeneratorGradientNorm,
    long? Plans,
    long? ShardsReassigned,
    double LongestGapSeconds,
    CheckpointJson? Checkpoint,
    HealthJson? Health,
    EvaluationJson? Evaluation,
    string? Digest);

/// <param name="Step">Of the window's end.</param>
internal sealed record HealthJson(Health State, long Step, string Reason, int Rollbacks);

/// <param name="Figure">What falls as the generator gets better.</param>
/// <param name="Step">The step that was judged.</param>
internal sealed record EvaluationJson(string Figure, long Step, double? Value, long BestStep, double? Best);

/// <summary>The part of the configuration that says what a person is looking at.</summary>
internal sealed record SettingJson(string Data, string Loss, long Seed, int Shards, int ShardBatch, int GlobalBatch, int CriticSteps, string Averaging, int MinWorkers);

internal sealed record CheckpointJson(long Step, DateTime Time, double Seconds, double SecondsAgo);

internal sealed record PlanJson(long Term, long Epoch, long From, bool Paused, string Reason, IReadOnlyList<ShareJson> Shares, IReadOnlyList<AveragerJson> Averagers);

/// <param name="First">Of its shards.</param>
/// <param name="End">The first shard that isn't its.</param>
internal sealed record ShareJson(string Node, int First, int End);

internal sealed record AveragerJson(string Node, int Slices);

internal sealed record NodeJson(
    string Node,
    int Process,
    string Machine,
    string? Web,
    IReadOnlyList<string> Roles,
    bool IsCoordinator,
    string State,
    double SeenSecondsAgo,
    double UptimeSeconds,
    int Lanes,
    long? Phase,
    long Step,
    long? Term,
    long? Epoch,
    ShareJson? Shards,
    long Phases,
    long ShardsComputed,
    long SlicesAveraged,
    double? SecondsPerShard,
    double ImagesPerSecond,
    PhaseTimeJson? PhaseTime,
    long BytesIn,
    long BytesOut,
    double BytesInPerSecond,
    double BytesOutPerSecond,
    double LongestGapSeconds);

/// <summary>Mean seconds of a phase over the last seconds, in its four parts.</summary>
internal sealed record PhaseTimeJson(double Compute, double Exchange, double Wait, double Commit);

internal sealed record EventJson(long Number, DateTime Time, ClusterEventKind Kind, string? Node, long? Step, string Text)
{
    public static EventJson Of(NumberedEvent happened)
    {
        var one = happened.Event;
        return new EventJson(happened.Number, StatusJson.Time(one.At), one.Kind, one.Node.Length > 0 ? one.Node : null, one.Step >= 0 ? one.Step : null, one.Text);
    }
}
