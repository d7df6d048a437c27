using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>A frame to send. The connection fills in run and length.</summary>
/// <param name="Payload">The sender's lease, disposed when sent or dropped; nothing for an empty payload. Its bytes may not change until then.</param>
/// <param name="Checksum">Of the payload, where it is known already; else the sending thread computes it.</param>
public readonly record struct OutgoingFrame(FrameHeader Header, BufferLease? Payload = null, ulong? Checksum = null)
{
    /// <summary>Bytes on the wire.</summary>
    public long Size => FrameLayout.HeaderSize + (Payload?.Length ?? 0);
}
