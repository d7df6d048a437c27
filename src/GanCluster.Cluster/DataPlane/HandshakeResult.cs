using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>How the hellos ended.</summary>
/// <param name="Peer">Nothing where they failed.</param>
/// <param name="Refused">The peer said goodbye instead of hello.</param>
internal readonly record struct HandshakeResult(Hello? Peer, FrameFault Fault = FrameFault.None, bool Refused = false)
{
    /// <summary>The connection ended before a frame came.</summary>
    public bool Silent => Peer is null && Fault == FrameFault.None;
}
