using System.Net.Security;
using System.Net.Sockets;

namespace GanCluster.Cluster.DataPlane;

/// <summary>TLS over the socket. Its records are 16 KB at most, so the header shares one with the payload's beginning.</summary>
internal sealed class TlsTransport(Socket socket, SslStream stream) : ITransport
{
    private const int RecordSize = 16_384;

    private readonly byte[] _first = new byte[RecordSize];

    public int Receive(Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new TransportException(exception.Message, exception);
        }
    }

    public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        try
        {
            var beside = Math.Min(payload.Length, RecordSize - header.Length);
            header.CopyTo(_first);
            payload[..beside].CopyTo(_first.AsSpan(header.Length));
            stream.Write(_first.AsSpan(0, header.Length + beside));
            if (beside < payload.Length) stream.Write(payload[beside..]);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new TransportException(exception.Message, exception);
        }
    }

    public void EndSending() => PeerSocket.Shutdown(socket, SocketShutdown.Send);

    public void Abort() => PeerSocket.Shutdown(socket, SocketShutdown.Both);

    public void Dispose()
    {
        socket.Dispose();
        stream.Dispose();
    }
}
