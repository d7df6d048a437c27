using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Writes frames of one run to a transport.</summary>
internal sealed class FrameWriter(ITransport transport, RunId run)
{
    private readonly byte[] _header = new byte[FrameLayout.HeaderSize];

    /// <param name="checksum">Of the payload, where it is known.</param>
    /// <exception cref="TransportException">The connection is broken.</exception>
    public void Write(in FrameHeader header, ReadOnlySpan<byte> payload, ulong? checksum = null)
    {
        var complete = header with { Run = run, Length = payload.Length, Checksum = checksum ?? FrameHeader.ChecksumOf(payload) };
        complete.Write(_header);
        transport.Send(_header, payload);
    }

    public void WriteGoodbye(FrameFault fault) => Write(new FrameHeader { Kind = FrameKind.Goodbye }, [(byte)fault]);
}
