using System.Net;
using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.DataPlane;

public sealed partial class DataPlaneListener
{
    [LoggerMessage(EventIds.DataPlaneListening, LogLevel.Information, "the data plane listens on {EndPoint}, TLS: {Tls}")]
    private partial void LogListening(IPEndPoint endPoint, bool tls);

    [LoggerMessage(EventIds.DataPlaneRefused, LogLevel.Warning, "refused a connection from {Remote}: {Reason} ({Unlogged} more before it)")]
    private partial void LogRefused(EndPoint? remote, string reason, long unlogged);

    [LoggerMessage(EventIds.DataPlaneNotAccepted, LogLevel.Warning, "can't accept a connection: {Reason}")]
    private partial void LogNotAccepted(string reason);
}
