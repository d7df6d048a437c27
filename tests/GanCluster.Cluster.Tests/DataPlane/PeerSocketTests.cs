using System.Net;
using System.Net.Sockets;
using GanCluster.Cluster.DataPlane;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class PeerSocketTests
{
    [Fact]
    public void SetUp_Socket_SendsAtOnceAndNoticesAPeerThatIsGone()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        PeerSocket.SetUp(socket, new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ProbeAfter = TimeSpan.FromSeconds(3), PeerTimeout = TimeSpan.FromSeconds(8) });
        Assert.True(socket.NoDelay);
        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal(3, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(5, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
        if (!OperatingSystem.IsLinux()) return;
        var timeout = new byte[sizeof(int)];
        socket.GetRawSocketOption(6, 18, timeout); // TCP_USER_TIMEOUT
        Assert.Equal(8_000, BitConverter.ToInt32(timeout));
    }
}
