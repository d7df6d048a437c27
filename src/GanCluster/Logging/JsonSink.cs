using GanCluster.Hosting;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace GanCluster.Logging;

/// <summary>One compact JSON line an event on standard output. Fatal events too: whoever collects the lines has nothing else.</summary>
internal sealed class JsonSink(Terminal terminal) : ILogEventSink
{
    private static readonly CompactJsonFormatter Format = new();

    public void Emit(LogEvent logEvent)
    {
        var text = new StringWriter();
        Format.Format(logEvent, text);
        terminal.WriteRaw(text.ToString());
    }
}
