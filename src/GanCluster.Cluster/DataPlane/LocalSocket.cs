using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// The way between nodes of one machine: an abstract Unix socket beside the listener's TCP socket and named for its address, which moves the same bytes in less than half
/// the time. In plain only, and only between processes of one user: the kernel says whose the other end is. Who can't be reached so is called over TCP.
/// </summary>
internal static partial class LocalSocket
{
    // From linux/socket.h: a struct of three ints, process, user and group.
    private const int SocketLevel = 1, PeerCredentials = 17, UserOffset = 4;

    /// <returns>Null where there is none: others can be called over TCP only.</returns>
    public static Socket? Listen(DataPlaneNode node, IPEndPoint listens, int backlog)
    {
        if (!IsUsable(node)) return null;
        var socket = New();
        try
        {
            socket.Bind(NameOf(listens));
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <returns>Null if nobody of this user listens there.</returns>
    public static Socket? TryCall(DataPlaneNode node, IPEndPoint peer)
    {
        if (!IsUsable(node) || !IPAddress.IsLoopback(peer.Address)) return null;
        var socket = New();
        try
        {
            socket.Connect(NameOf(peer));
            if (IsOwn(socket)) return socket;
        }
        catch (SocketException)
        {
            // Another program, or one of another network namespace.
        }

        socket.Dispose();
        return null;
    }

    public static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>The process at the other end belongs to this process's user.</summary>
    public static bool IsOwn(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
            && BitConverter.ToUInt32(credentials[UserOffset..]) == CurrentUser();
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint CurrentUser();

    private static bool IsUsable(DataPlaneNode node) => node.Options.Local && OperatingSystem.IsLinux() && node.Tls is null;

    // Whoever listens everywhere is called at the first of the loopback's addresses.
    private static UnixDomainSocketEndPoint NameOf(IPEndPoint point)
    {
        var address = point.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : point.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : point.Address;
        return new UnixDomainSocketEndPoint($"\0gancluster {new IPEndPoint(address, point.Port)}");
    }
}
