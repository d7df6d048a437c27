using System.Net.Sockets;

namespace GanCluster.Cluster.DataPlane;

/// <summary>How the sockets of the data plane are set up and ended. TCP's buffer sizes are left to the kernel, which fits them to the path.</summary>
internal static class PeerSocket
{
    // From linux/tcp.h: milliseconds that sent bytes may stay unanswered.
    private const int TcpLevel = 6, TcpUserTimeout = 18;

    // The kernel doesn't fit a local socket's to anything: room for some chunks, as far as it lets a process have it.
    public const int LocalSendBuffer = 4 << 20;

    public static void SetUp(Socket socket, DataPlaneOptions options)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            socket.SendBufferSize = LocalSendBuffer;
            return;
        }

        socket.NoDelay = true;
        var probe = Math.Max(1, (int)options.ProbeAfter.TotalSeconds);
        var timeout = Math.Max(probe + 1, (int)options.PeerTimeout.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, probe);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, timeout - probe);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes(timeout * 1_000));
    }

    /// <summary>Wakes whoever waits on the socket, which closing alone doesn't promise.</summary>
    public static void Shutdown(Socket socket, SocketShutdown directions)
    {
        try
        {
            socket.Shutdown(directions);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }
}
