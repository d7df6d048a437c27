using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>The hellos with which every connection begins: the caller's first, then the answer.</summary>
/// <exception cref="TransportException">From both methods: the connection is broken.</exception>
internal static class Handshake
{
    public static HandshakeResult Call(ITransport transport, DataPlaneNode node, NodeId peer, ConnectionPurpose purpose)
    {
        Say(transport, node, purpose);
        var result = Hear(transport, node);
        if (result.Peer is not { } hello) return result;
        // Who is met again may have begun another life since.
        var fault = hello.Node != peer && purpose != ConnectionPurpose.Sightings ? FrameFault.OtherNode : hello.Purpose != purpose ? FrameFault.HelloContent : FrameFault.None;
        return fault == FrameFault.None ? result : Refuse(transport, node, fault);
    }

    public static HandshakeResult Answer(ITransport transport, DataPlaneNode node)
    {
        var result = Hear(transport, node);
        if (result.Peer is { } hello) Say(transport, node, hello.Purpose);
        return result;
    }

    private static void Say(ITransport transport, DataPlaneNode node, ConnectionPurpose purpose)
    {
        Span<byte> payload = stackalloc byte[Hello.LongestSize];
        var length = new Hello(node.Self.Node, purpose).Write(payload);
        new FrameWriter(transport, node.Self.Run).Write(new FrameHeader { Kind = FrameKind.Hello }, payload[..length]);
    }

    private static HandshakeResult Hear(ITransport transport, DataPlaneNode node)
    {
        var reader = new FrameReader(transport, node.Self.Run);
        var fault = reader.ReadHeader(out var header, out var atEnd);
        if (atEnd) return default;

        // Who speaks this wire format is told why it is refused; nobody else gets a byte.
        if (fault == FrameFault.Run) return header.Kind == FrameKind.Goodbye ? new HandshakeResult(null, fault, Refused: true) : Refuse(transport, node, fault);
        if (fault != FrameFault.None) return new HandshakeResult(null, fault);
        if (header.Kind is not FrameKind.Hello and not FrameKind.Goodbye) return Refuse(transport, node, FrameFault.HelloMissing);

        Span<byte> payload = stackalloc byte[Hello.LongestSize];
        payload = payload[..header.Length];
        fault = reader.ReadPayload(header, payload);
        if (fault != FrameFault.None) return new HandshakeResult(null, fault);
        if (header.Kind == FrameKind.Goodbye) return new HandshakeResult(null, (FrameFault)payload[0], Refused: true);
        return Hello.TryRead(payload) is { } hello ? new HandshakeResult(hello) : Refuse(transport, node, FrameFault.HelloContent);
    }

    private static HandshakeResult Refuse(ITransport transport, DataPlaneNode node, FrameFault fault)
    {
        try
        {
            new FrameWriter(transport, node.Self.Run).WriteGoodbye(fault);
            transport.EndSending();
            Drain(transport);
        }
        catch (TransportException)
        {
            // It didn't wait to hear why.
        }

        return new HandshakeResult(null, fault);
    }

    // A socket that is closed with bytes unread resets the connection, and the goodbye is lost with it. The handshake's deadline bounds the wait.
    private static void Drain(ITransport transport)
    {
        Span<byte> unread = stackalloc byte[4_096];
        for (var left = FrameLimits.Payload; left > 0;)
        {
            var received = transport.Receive(unread);
            if (received == 0) return;
            left -= received;
        }
    }
}
