using System.Globalization;
using System.Text.Json;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using Microsoft.Extensions.Logging;

namespace GanCluster.Runs;

/// <summary>
/// Writes a line of <c>metrics.jsonl</c> a step: step, last phase, time (UTC), seconds, images, then each statistic once for each network that reports it
/// (<c>discriminatorLoss</c>, <c>generatorGradientNorm</c>), and how many of its phases were skipped. What isn't finite is null.
/// </summary>
internal sealed partial class MetricsRecorder(string path, TimeProvider time, ILogger log) : ITrainingObserver, IDisposable
{
    private JsonLinesFile? _file;

    public void OnStarted(TrainingStart start)
    {
        try
        {
            MetricsFile.CutBackTo(path, start.Step);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotCut(log, path, start.Step, exception.Message);
        }

        _file = new JsonLinesFile(path, log);
    }

    public void OnStep(StepReport report)
    {
        var now = time.GetUtcNow();
        _file?.Add(json => Write(json, report, now));
    }

    public void Dispose() => _file?.Dispose();

    private static void Write(Utf8JsonWriter json, StepReport report, DateTimeOffset now)
    {
        json.WriteNumber("step", report.Step);
        if (report.Phases.Count > 0) json.WriteNumber("phase", report.Phases[^1].Phase.Value);
        json.WriteString("time", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        json.WriteNumber("images", report.Images);
        WriteStatistics(json, "discriminator", report, PhaseKind.Discriminator);
        WriteStatistics(json, "generator", report, PhaseKind.Generator);
        var skipped = report.Phases.Count(phase => !phase.Applied);
        if (skipped > 0) json.WriteNumber("skippedPhases", skipped);
    }

    private static void WriteStatistics(Utf8JsonWriter json, string network, StepReport report, PhaseKind kind)
    {
        var names = report.Phases.Where(phase => phase.Role.Kind == kind).SelectMany(phase => phase.Statistics.Keys).Append(StatisticNames.GradientNorm).Distinct();
        foreach (var name in names)
        {
            var property = network + char.ToUpperInvariant(name[0]) + name[1..];
            var value = report.Mean(kind, name);
            if (double.IsFinite(value)) json.WriteNumber(property, (float)value);
            else json.WriteNull(property);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} can't be cut back to step {Step} ({Why}): its later steps will appear twice")]
    private static partial void LogNotCut(ILogger logger, string file, long step, string why);
}
