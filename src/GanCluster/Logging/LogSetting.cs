using GanCluster.Core.Options;
using GanCluster.Web;
using Serilog.Events;

namespace GanCluster.Logging;

/// <summary>How much is logged, how, and where to besides: from the environment, as a container is told.</summary>
/// <param name="IsJson">On standard output; the file is JSON always.</param>
/// <param name="Otlp">URL of an OpenTelemetry collector; null for none.</param>
/// <param name="Seq">URL of a Seq server; null for none.</param>
internal sealed record LogSetting(LogEventLevel Level, bool IsJson, string? Otlp, string? Seq)
{
    public static LogSetting Read(IReadOnlyDictionary<string, string> environment, bool isInteractive, List<OptionMistake> mistakes)
    {
        var level = LogLevelVariable.Read(environment, out var mistake);
        if (mistake is not null) mistakes.Add(mistake);
        return new LogSetting(
            level, LogFormat.IsJson(environment, isInteractive, mistakes), Url(environment, EnvironmentOptions.LogOtlp, mistakes), Url(environment, EnvironmentOptions.LogSeq, mistakes));
    }

    private static string? Url(IReadOnlyDictionary<string, string> environment, string name, List<OptionMistake> mistakes)
    {
        if (environment.GetValueOrDefault(name, "") is not { Length: > 0 } text) return null;
        if (HttpUrl.TryParse(text, out _)) return text;
        mistakes.Add(new OptionMistake(OptionMistakeKind.WrongType, name, "", $"'{text}' is no URL such as http://collector:4317"));
        return null;
    }
}
