using System.Net;
using GanCluster.Core;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.DataPlane;

public sealed partial class PeerConnection
{
    [LoggerMessage(EventIds.PeerConnectionOpened, LogLevel.Information, "connected with {Peer} ({Remote}) for {Purpose}")]
    private partial void LogOpened(ConnectionPurpose purpose, NodeId peer, EndPoint? remote);

    [LoggerMessage(EventIds.PeerConnectionEnded, LogLevel.Information, "the connection with {Peer} for {Purpose} ended: {End}")]
    private partial void LogEnded(ConnectionPurpose purpose, NodeId peer, ConnectionEnd end);

    [LoggerMessage(EventIds.PeerConnectionLost, LogLevel.Warning, "the connection with {Peer} for {Purpose} is lost: {End}")]
    private partial void LogLost(ConnectionPurpose purpose, NodeId peer, ConnectionEnd end);

    [LoggerMessage(EventIds.FrameSinkFailed, LogLevel.Error, "a fault in the program closes the connection with {Peer} for {Purpose}: please report it")]
    private partial void LogSinkFailed(Exception exception, ConnectionPurpose purpose, NodeId peer);

    [LoggerMessage(EventIds.FrameSequenceFailed, LogLevel.Error, "a fault in the program, in making frames for {Peer}, closes the connection for {Purpose}: please report it")]
    private partial void LogSequenceFailed(Exception exception, ConnectionPurpose purpose, NodeId peer);

    [LoggerMessage(EventIds.PeerSendingFailed, LogLevel.Debug, "sending to {Peer} for {Purpose} failed: {Reason}")]
    private partial void LogSendingFailed(ConnectionPurpose purpose, NodeId peer, string reason);
}
