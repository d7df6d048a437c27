using GanCluster.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace GanCluster.Logging;

/// <summary>Readable lines on the terminal, compact JSON in the run's <c>log.jsonl</c>. Fatal events go to the file alone: the program says them itself.</summary>
internal sealed class ProgramLogging : IDisposable
{
    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _factory;

    public ProgramLogging(Terminal terminal, string logFile, LogEventLevel level)
    {
        _serilog = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            // A line a request would be nothing but noise.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Sink(new TerminalSink(terminal))
            .WriteTo.File(new CompactJsonFormatter(), logFile, fileSizeLimitBytes: null)
            .CreateLogger();
        _factory = new SerilogLoggerFactory(_serilog);
    }

    public ILoggerFactory Loggers => _factory;

    public void Dispose()
    {
        _factory.Dispose();
        _serilog.Dispose();
    }
}
