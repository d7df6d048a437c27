using GanCluster.Core.Options;
using Serilog.Events;

namespace GanCluster.Logging;

/// <summary><c>GANCLUSTER_LOG_LEVEL</c>: how much is logged, on the terminal and in the file. Information unless it says otherwise.</summary>
internal static class LogLevelVariable
{
    public static LogEventLevel Read(IReadOnlyDictionary<string, string> environment, out OptionMistake? mistake)
    {
        mistake = null;
        if (!environment.TryGetValue(EnvironmentOptions.LogLevel, out var text) || text.Length == 0) return LogEventLevel.Information;
        var names = Enum.GetNames<LogEventLevel>();
        if (names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known) return Enum.Parse<LogEventLevel>(known);
        mistake = new OptionMistake(OptionMistakeKind.WrongType, EnvironmentOptions.LogLevel, "", NearestName.NoneOf(text, [.. names.Select(name => name.ToLowerInvariant())]));
        return LogEventLevel.Information;
    }
}
