using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>A connection, or where the call failed.</summary>
/// <param name="Fault">Of the hello, where that was refused or wrong.</param>
public sealed record DialResult(PeerConnection? Connection, DialFailure Failure = DialFailure.None, FrameFault Fault = FrameFault.None, string Detail = "");
