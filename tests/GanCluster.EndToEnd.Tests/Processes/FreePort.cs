using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>Ports for processes that take them later. Below those that the kernel hands out, so that no connection has one by then; none comes twice.</summary>
internal static class FreePort
{
    private const int First = 20_000, Count = 10_000;

    // From any place on, since somebody else may run these tests at the same time.
    private static int _taken = RandomNumberGenerator.GetInt32(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _taken) % Count;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }
}
