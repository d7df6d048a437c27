using GanCluster.Cluster.Security;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Cluster.DataPlane;

/// <summary>What all connections of a node share. A node that rejoins as another incarnation makes another.</summary>
/// <param name="Sink">Receives from every connection, called or accepted.</param>
/// <param name="Tls">Nothing: in plain, on this machine only unless <see cref="DataPlaneOptions.Insecure"/>.</param>
public sealed record DataPlaneNode(DataPlaneIdentity Self, DataPlaneOptions Options, IFrameSink Sink, BufferPool Pool, TlsMaterial? Tls = null)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Counts what the connections carry.</summary>
    public Traffic Traffic { get; init; } = new();

    public ILogger Logger { get; init; } = NullLogger.Instance;
}

/// <summary>What this node says of itself in a hello.</summary>
public readonly record struct DataPlaneIdentity(RunId Run, NodeId Node);
