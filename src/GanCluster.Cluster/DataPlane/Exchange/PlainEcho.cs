using System.Net.Sockets;
using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>What the exchange is compared with: receives that many bytes from whoever calls, sends them back, and nothing else.</summary>
internal sealed class PlainEcho : IDisposable
{
    private readonly PlainSockets _sockets;
    private readonly Socket _listener;
    private readonly long _bytes;

    public PlainEcho(long bytes, PlainSockets sockets)
    {
        (_bytes, _sockets) = (bytes, sockets);
        (_listener, Port) = sockets.Listen();
        ConnectionThread.Start(AcceptConnections);
    }

    public int Port { get; }

    public void Dispose()
    {
        PeerSocket.Shutdown(_listener, SocketShutdown.Both);
        _listener.Dispose();
    }

    /// <returns>False at the end of the connection.</returns>
    public static bool Receive(Socket socket, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var received = socket.Receive(into);
            if (received == 0) return false;
            into = into[received..];
        }

        return true;
    }

    public static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }

    private void AcceptConnections()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                ConnectionThread.Start(() => Serve(socket));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private void Serve(Socket socket)
    {
        using var buffer = new AlignedBuffer(_bytes / sizeof(float));
        try
        {
            _sockets.SetUp(socket);
            while (Receive(socket, buffer.Bytes)) Send(socket, buffer.Bytes);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As above.
        }

        socket.Dispose();
    }
}
