using GanCluster.Hosting;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace GanCluster.Logging;

/// <summary>Log events as lines on the terminal, without stack traces: those are in the file.</summary>
internal sealed class TerminalSink(Terminal terminal) : ILogEventSink
{
    private static readonly MessageTemplateTextFormatter Line = new("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}");
    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Warning = new(Color.Yellow);
    private static readonly Style Error = new(Color.Red);

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level == LogEventLevel.Fatal) return;
        var text = new StringWriter();
        Line.Format(logEvent, text);
        terminal.WriteLine(text.ToString(), StyleOf(logEvent.Level));
    }

    private static Style StyleOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Error => Error,
        LogEventLevel.Warning => Warning,
        LogEventLevel.Information => Style.Plain,
        _ => Quiet,
    };
}
