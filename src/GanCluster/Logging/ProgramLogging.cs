using GanCluster.Core.Status;
using GanCluster.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;
using Serilog.Sinks.OpenTelemetry;

namespace GanCluster.Logging;

/// <summary>
/// Readable lines or compact JSON on standard output, compact JSON in the run's <c>log.jsonl</c>, and to a collector if one is configured. Among readable lines there are no fatal events: the
/// program says those itself.
/// </summary>
internal sealed class ProgramLogging : IDisposable
{
    private readonly Terminal _terminal;
    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _factory;

    public ProgramLogging(Terminal terminal, string logFile, LogSetting setting, StatusBoard board)
    {
        _terminal = terminal;
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(setting.Level)
            // A line a request would be nothing but noise.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .Enrich.With(new RunEnricher(board))
            .WriteTo.Sink(setting.IsJson ? new JsonSink(terminal) : new TerminalSink(terminal))
            .WriteTo.File(new CompactJsonFormatter(), logFile, fileSizeLimitBytes: null);
        if (setting.Otlp is { } otlp)
            configuration.WriteTo.OpenTelemetry(otlp, ProtocolOf(otlp), resourceAttributes: new Dictionary<string, object> { ["service.name"] = "gancluster" });
        if (setting.Seq is { } seq) configuration.WriteTo.Seq(seq);
        _serilog = configuration.CreateLogger();
        _factory = new SerilogLoggerFactory(_serilog);
        // Progress and the summary too: each line of standard output is one event.
        if (setting.IsJson) terminal.Lines = line => _serilog.Information("{Line:l}", line);
    }

    public ILoggerFactory Loggers => _factory;

    public void Dispose()
    {
        _terminal.Lines = null;
        _factory.Dispose();
        _serilog.Dispose();
    }

    // By the ports that collectors have: 4317 speaks gRPC, 4318 and any other HTTP.
    private static OtlpProtocol ProtocolOf(string url) => new Uri(url).Port == 4317 ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf;
}
