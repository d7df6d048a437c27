namespace GanCluster.Cluster.DataPlane;

/// <summary>Where a connection's end began.</summary>
public enum EndReason
{
    /// <summary>This node closed it.</summary>
    ClosedHere,

    /// <summary>The peer said goodbye.</summary>
    PeerLeft,

    /// <summary>The peer found one of this node's frames wrong, and said where.</summary>
    PeerRefused,

    /// <summary>The peer's socket was closed without a goodbye: its process died, or it closed in haste.</summary>
    PeerClosed,

    /// <summary>The network gave up: reset, no answer to probes, no route.</summary>
    Broken,

    /// <summary>One of the peer's frames failed a check here.</summary>
    BadFrame,

    /// <summary>The peer reads too slowly: more waited for it than the queue may hold.</summary>
    SendQueueOverflow,

    /// <summary>The receiver of the frames failed: a fault in the program.</summary>
    SinkFailed,
}
