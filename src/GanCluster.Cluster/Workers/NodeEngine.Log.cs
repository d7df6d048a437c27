using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Workers;

internal sealed partial class NodeEngine
{
    [LoggerMessage(EventId = EventIds.ReplicasDiffer, Level = LogLevel.Critical, Message = "Replicas differ: {Sentence}")]
    private partial void LogFault(string sentence);

    [LoggerMessage(EventId = EventIds.WorkerFailed, Level = LogLevel.Critical, Message = "The worker failed")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(EventId = EventIds.PeerIn, Level = LogLevel.Information, Message = "Connected with {Peer}")]
    private partial void LogConnected(Core.Membership.NodeId peer);

    [LoggerMessage(EventId = EventIds.PeerOut, Level = LogLevel.Information, Message = "The connection with {Peer} has ended")]
    private partial void LogDisconnected(Core.Membership.NodeId peer);

    [LoggerMessage(EventId = EventIds.SnapshotSent, Level = LogLevel.Information, Message = "Sends its replica at phase {Phase} to {Peer}")]
    private partial void LogDonates(Core.Membership.NodeId peer, long phase);

    [LoggerMessage(EventId = EventIds.SnapshotTaken, Level = LogLevel.Information, Message = "Goes on from {Donor}'s replica at phase {Phase}")]
    private partial void LogRestored(Core.Membership.NodeId donor, long phase);

    [LoggerMessage(EventId = EventIds.WorkerEvaluates, Level = LogLevel.Information, Message = "Evaluates the replica of step {Step}, beside training")]
    private partial void LogEvaluates(long step);
}
