using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Reads frames of one run from a transport. Nothing is allocated here, and nothing is believed that hasn't been checked.</summary>
internal sealed class FrameReader(ITransport transport, RunId run)
{
    private readonly byte[] _header = new byte[FrameLayout.HeaderSize];

    /// <param name="atEnd">The connection ended between two frames.</param>
    /// <exception cref="TransportException">The connection is broken.</exception>
    public FrameFault ReadHeader(out FrameHeader header, out bool atEnd)
    {
        header = default;
        var received = Fill(_header);
        atEnd = received == 0;
        if (atEnd) return FrameFault.None;
        if (received < _header.Length) return FrameFault.TruncatedHeader;
        var fault = FrameHeader.TryRead(_header, out header);
        return fault == FrameFault.None && header.Run != run ? FrameFault.Run : fault;
    }

    /// <param name="into">As long as the payload.</param>
    /// <exception cref="TransportException">The connection is broken.</exception>
    public FrameFault ReadPayload(in FrameHeader header, Span<byte> into)
    {
        if (Fill(into) < into.Length) return FrameFault.TruncatedPayload;
        return FrameHeader.ChecksumOf(into) == header.Checksum ? FrameFault.None : FrameFault.PayloadChecksum;
    }

    private int Fill(Span<byte> into)
    {
        var filled = 0;
        while (filled < into.Length)
        {
            var received = transport.Receive(into[filled..]);
            if (received == 0) break;
            filled += received;
        }

        return filled;
    }
}
