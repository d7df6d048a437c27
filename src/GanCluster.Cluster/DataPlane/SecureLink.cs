using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Puts TLS over a connected socket, where the node has a certificate. Not a byte of a frame passes before both sides have shown theirs.</summary>
/// <exception cref="TransportException">From both methods: TLS failed, or the connection is broken.</exception>
internal static class SecureLink
{
    public static ITransport Call(Socket socket, DataPlaneNode node, string host) =>
        Open(socket, node, stream => stream.AuthenticateAsClient(node.Tls!.ForClient(host, node.Time)));

    public static ITransport Answer(Socket socket, DataPlaneNode node) =>
        Open(socket, node, stream => stream.AuthenticateAsServer(node.Tls!.ForServer(node.Time)));

    private static ITransport Open(Socket socket, DataPlaneNode node, Action<SslStream> authenticate)
    {
        if (node.Tls is null) return new PlainTransport(socket);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
        try
        {
            authenticate(stream);
            return new TlsTransport(socket, stream);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            stream.Dispose();
            throw new TransportException($"TLS: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
