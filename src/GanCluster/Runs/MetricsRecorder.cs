using System.Globalization;
using System.Text.Json;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using Microsoft.Extensions.Logging;

namespace GanCluster.Runs;

/// <summary>
/// Writes a line of <c>metrics.jsonl</c> a step: step, last phase, time (UTC), seconds, images, then each statistic once for each network that reports it
/// (<c>discriminatorLoss</c>, <c>generatorGradientNorm</c>), how many of its phases were skipped, and at the end of each window that was judged how training fares (<c>health</c>, and <c>rolledBackTo</c> where it was rolled back), and what an evaluation came to (<c>evaluation</c>). What isn't finite is null.
/// </summary>
/// <param name="copies">Paths of its workers' own; none where others have noted nothing of this run.</param>
internal sealed partial class MetricsRecorder(string path, Func<IEnumerable<string>> copies, TimeProvider time, ILogger log) : ITrainingObserver, IDisposable
{
    private JsonLinesFile? _file;
    private long _last;

    public void OnStarted(TrainingStart start)
    {
        try
        {
            _last = MetricsFile.CutBackTo(path, start.Step);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotMended(log, path, start.Step, exception.Message);
            _last = start.Step;
        }

        _file = new JsonLinesFile(path, log);
        FillUpTo(start.Step);
    }

    public void OnStep(StepReport report)
    {
        FillUpTo(report.Step - 1);
        _last = report.Step;
        var now = time.GetUtcNow();
        _file?.Add(json => Write(json, report, now));
    }

    /// <summary>
    /// Takes steps of which nobody has told from the workers' own: while they were cut off from their coordinator, they trained on; and a checkpoint may have outlived the process that was about to note its step.
    /// </summary>
    /// <param name="step">The last that has been done.</param>
    public void FillUpTo(long step)
    {
        if (step <= _last) return;
        var before = _last;
        _last = step;
        _file?.AddLines(() => MetricsFile.LinesBetween(before, step, copies()));
    }

    public void Dispose() => _file?.Dispose();

    private static void Write(Utf8JsonWriter json, StepReport report, DateTimeOffset now)
    {
        json.WriteNumber("step", report.Step);
        if (report.Phases.Count > 0) json.WriteNumber("phase", report.Phases[^1].Phase.Value);
        json.WriteString("time", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        json.WriteNumber("images", report.Images);
        foreach (var (network, name, value) in StepStatistics.Of(report))
        {
            var property = network + char.ToUpperInvariant(name[0]) + name[1..];
            WriteFinite(json, property, (float)value);
        }

        var skipped = report.Phases.Count(phase => !phase.Applied);
        if (skipped > 0) json.WriteNumber("skippedPhases", skipped);
        if (report.Verdict is { } verdict) json.WriteString("health", OptionValue.Format(verdict.Health));
        if (report.Verdict?.Rollback is { } rollback) json.WriteNumber("rolledBackTo", rollback.To);
        if (report.Evaluation is not { } evaluation) return;
        json.WriteStartObject("evaluation");
        WriteEvaluation(json, evaluation);
        json.WriteEndObject();
    }

    /// <summary>As here, so in <c>events.jsonl</c>.</summary>
    public static void WriteEvaluation(Utf8JsonWriter json, EvaluationVerdict verdict)
    {
        json.WriteNumber("step", verdict.Step);
        json.WriteString("figure", verdict.Figure);
        WriteFinite(json, "value", verdict.Value);
        json.WriteNumber("bestStep", verdict.BestStep);
        WriteFinite(json, "best", verdict.Best);
    }

    private static void WriteFinite(Utf8JsonWriter json, string property, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(property, value);
        else json.WriteNull(property);
    }

    [LoggerMessage(EventId = EventIds.MetricsNotMended, Level = LogLevel.Error, Message = "{File} can't be made to end with step {Step} ({Why}): later steps may appear twice, and the last before it be missing")]
    private static partial void LogNotMended(ILogger logger, string file, long step, string why);
}
