using Akka.Actor;
using Akka.Event;
using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Control;

/// <summary>Takes the warnings of Akka.NET to the program's log, as details: what matters of them, the nodes say themselves.</summary>
internal sealed partial class LogBridge : ReceiveActor
{
    private readonly ILogger _log;

    public LogBridge(ILogger log)
    {
        _log = log;
        Receive<LogEvent>(happened => LogDetail(happened));
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Error));
        Context.System.EventStream.Subscribe(Self, typeof(Warning));
    }

    [LoggerMessage(EventId = EventIds.Akka, Level = Microsoft.Extensions.Logging.LogLevel.Debug, Message = "{Detail}")]
    private partial void LogDetail(LogEvent detail);
}
