using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// Who receives. Called on the connection's own thread: in order for one connection, at the same time for several. Nothing may block here except arithmetic on
/// the payload; sending never does.
/// </summary>
public interface IFrameSink
{
    /// <summary>Hello has been said in both directions.</summary>
    void Opened(PeerConnection connection);

    /// <summary>A header in order, of this run, of a kind that this connection carries. The rest is for the sink to judge: lineage, phase, place.</summary>
    FrameAdmission Admit(PeerConnection connection, in FrameHeader header);

    /// <summary>The payload has come and its checksum is right. The lease is the sink's to dispose; it is empty for an empty payload.</summary>
    void Received(PeerConnection connection, in FrameHeader header, BufferLease payload);

    /// <summary>The last call for this connection.</summary>
    void Ended(PeerConnection connection, ConnectionEnd end);
}
