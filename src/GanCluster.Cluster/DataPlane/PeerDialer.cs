using System.Net;
using System.Net.Sockets;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Opens connections to other nodes' listeners. Between two nodes the lower one calls: <see cref="ConnectionRule.Dials"/>.</summary>
public sealed class PeerDialer(DataPlaneNode node)
{
    /// <summary>Calls a node on a thread of the connection's own. When the task is done, the sink's <see cref="IFrameSink.Opened"/> is or will be called.</summary>
    /// <param name="peer">Who is expected to answer.</param>
    public Task<DialResult> DialAsync(string host, int port, NodeId peer, ConnectionPurpose purpose)
    {
        var result = new TaskCompletionSource<DialResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        ConnectionThread.Start(() =>
        {
            var dialed = Dial(host, port, peer, purpose);
            result.SetResult(dialed);
            dialed.Connection?.Run();
        });
        return result.Task;
    }

    private DialResult Dial(string host, int port, NodeId peer, ConnectionPurpose purpose)
    {
        Socket? socket = null;
        var result = new DialResult(null, DialFailure.Broken);
        try
        {
            var allowed = Dns.GetHostAddresses(host).Where(address => DataPlaneListener.PlainAllowed(node, address)).ToArray();
            if (allowed.Length == 0) return new DialResult(null, DialFailure.PlainNotAllowed);
            result = Connect(allowed, port, out socket) ?? Greet(socket!, host, peer, purpose);
        }
        catch (TransportException exception)
        {
            result = new DialResult(null, DialFailure.Broken, Detail: exception.Message);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or ObjectDisposedException)
        {
            result = new DialResult(null, DialFailure.Unreachable, Detail: exception.Message);
        }

        if (result.Connection is null) socket?.Dispose();
        return result;
    }

    private DialResult? Connect(IPAddress[] addresses, int port, out Socket? connected)
    {
        var reason = "";
        foreach (var address in addresses)
        {
            connected = LocalSocket.TryCall(node, new IPEndPoint(address, port));
            if (connected is not null)
            {
                PeerSocket.SetUp(connected, node.Options);
                return null;
            }

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                PeerSocket.SetUp(socket, node.Options);
                socket.Connect(address, port);
                connected = socket;
                return null;
            }
            catch (SocketException exception)
            {
                reason = $"{address}: {exception.Message}";
                socket.Dispose();
            }
        }

        connected = null;
        return new DialResult(null, DialFailure.Unreachable, Detail: reason);
    }

    private DialResult Greet(Socket socket, string host, NodeId peer, ConnectionPurpose purpose)
    {
        using var deadline = node.Time.CreateTimer(
            _ => PeerSocket.Shutdown(socket, SocketShutdown.Both), null, node.Options.HandshakeTimeout, Timeout.InfiniteTimeSpan);
        var transport = SecureLink.Call(socket, node, host);
        var result = Handshake.Call(transport, node, peer, purpose);
        if (result.Peer is { } hello) return new DialResult(new PeerConnection(transport, node, hello, socket.RemoteEndPoint));
        if (result.Silent) return new DialResult(null, DialFailure.Broken, Detail: "the peer closed the connection instead of saying hello");
        return new DialResult(null, result.Refused ? DialFailure.Refused : DialFailure.WrongAnswer, result.Fault);
    }
}
