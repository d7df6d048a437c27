using System.Net;

namespace GanCluster.Cluster.DataPlane;

/// <summary>How a node listens and speaks on the data plane.</summary>
public sealed record DataPlaneOptions
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Speaks to others than this machine without TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>Nodes of this machine speak over local sockets where they can: <see cref="LocalSocket"/>. Default true.</summary>
    public bool Local { get; init; } = true;

    /// <summary>Bytes that may wait for one peer on one connection: two phases' worth. Default 64 MB.</summary>
    public long SendQueueBytes { get; init; } = 64L << 20;

    /// <summary>Bytes a second of one snapshot connection. Default 128 MB.</summary>
    public long SnapshotBytesPerSecond { get; init; } = 128L << 20;

    /// <summary>From the call or its acceptance to the end of the hello. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Accepted connections that haven't said hello; beyond these the oldest is closed. Default 64.</summary>
    public int PendingHandshakes { get; init; } = 64;

    /// <summary>A silent connection is probed after this, and a peer that answers nothing for <see cref="PeerTimeout"/> is gone. Default 2 s, whole seconds.</summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Default 6 s, whole seconds. The end of a process or a socket is noticed at once; this is for cut cables and machines that stopped.</summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(6);
}
