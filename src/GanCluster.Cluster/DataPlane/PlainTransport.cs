using System.Net.Sockets;

namespace GanCluster.Cluster.DataPlane;

/// <summary>The socket as it is: payloads go from and to native memory without a copy.</summary>
internal sealed class PlainTransport(Socket socket) : ITransport
{
    public int Receive(Span<byte> into)
    {
        try
        {
            return socket.Receive(into);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new TransportException(exception.Message, exception);
        }
    }

    public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        try
        {
            VectoredSend.Send(socket, header, payload);
        }
        catch (ObjectDisposedException exception)
        {
            throw new TransportException(exception.Message, exception);
        }
    }

    public void EndSending() => PeerSocket.Shutdown(socket, SocketShutdown.Send);

    public void Abort() => PeerSocket.Shutdown(socket, SocketShutdown.Both);

    public void Dispose() => socket.Dispose();
}
