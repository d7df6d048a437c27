using System.Net;
using System.Net.Sockets;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>The sockets that the exchange is compared with: of the kind that it uses itself.</summary>
/// <param name="Local">Abstract Unix sockets; else TCP on loopback.</param>
internal readonly record struct PlainSockets(bool Local)
{
    private static int _listeners;

    /// <returns>A listener, and the number that others call it by.</returns>
    public (Socket Listener, int Port) Listen()
    {
        var listener = New();
        // A port, or for a local socket a number that no other listener of this measurement has.
        var number = Local ? (Environment.ProcessId << 6) + (Interlocked.Increment(ref _listeners) & 63) : 0;
        listener.Bind(PointOf(number));
        listener.Listen();
        return (listener, Local ? number : ((IPEndPoint)listener.LocalEndPoint!).Port);
    }

    public Socket Call(int port)
    {
        var socket = New();
        try
        {
            socket.Connect(PointOf(port));
            SetUp(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>As the data plane does it.</summary>
    public void SetUp(Socket socket)
    {
        if (Local) socket.SendBufferSize = PeerSocket.LocalSendBuffer;
        else socket.NoDelay = true;
    }

    private Socket New() => Local ? LocalSocket.New() : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private EndPoint PointOf(int port) => Local ? new UnixDomainSocketEndPoint($"\0gancluster plain {port}") : new IPEndPoint(IPAddress.Loopback, port);
}
