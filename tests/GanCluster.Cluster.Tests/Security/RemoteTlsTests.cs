using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GanCluster.Cluster.Tests.Serialization;

namespace GanCluster.Cluster.Tests.Security;

/// <summary>Akka.Remote between nodes with certificates; what everybody else gets, and that the node doesn't mind.</summary>
public sealed class RemoteTlsTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly TestCertificates _certificates = new(), _others = new();
    private readonly SecureSystem _node;

    public RemoteTlsTests() => _node = new SecureSystem(_certificates);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Whoever came before got nothing through, and the node still hears a peer.
        await using (var peer = new SecureSystem(_certificates))
        {
            var message = HyperionSerializerTests.Plan();
            (await peer.FindAsync(_node)).Tell(message, Akka.Actor.ActorRefs.NoSender);
            Assert.Equal(Content.Of(message), Content.Of(await _node.Arrived.ReadAsync().AsTask().WaitAsync(_patience)));
        }

        await _node.DisposeAsync();
        _certificates.Dispose();
        _others.Dispose();
    }

    [Fact]
    public void Node_Address_SaysThatItIsSecure() => Assert.Equal("akka.ssl.tcp", _node.Address.Protocol);

    [Fact]
    public async Task System_InPlain_IsNotHeard()
    {
        await using var plain = new SecureSystem(null);
        Assert.True(await plain.FailToReachAsync(_node.Address));
    }

    [Fact]
    public async Task System_OfAnotherAuthority_IsNotHeard()
    {
        await using var stranger = new SecureSystem(_others);
        Assert.False(await stranger.FailToReachAsync(_node.Address));
    }

    [Fact]
    public async Task Node_ThatDialsAnImpostor_SaysNothingAndEnds()
    {
        await using var impostor = new SecureSystem(_others);
        await using var node = new SecureSystem(_certificates);
        Assert.False(await node.FailToReachAsync(impostor.Address));
        Assert.False(impostor.Arrived.TryRead(out _));
    }

    // A host must start the system again: this is how the transport is made, and nobody's mistake here.
    [Fact]
    public async Task Node_WhosePeerDiesInTheHandshake_Ends()
    {
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        await using var node = new SecureSystem(_certificates);
        var reached = node.FailToReachAsync(node.Address.WithPort(((IPEndPoint)dying.LocalEndpoint).Port));
        (await dying.AcceptSocketAsync().WaitAsync(_patience)).Dispose();
        Assert.False(await reached);
    }

    [Fact]
    public async Task Client_WithoutACertificate_GetsNothing() => Assert.Equal(0, await ReadAsync(null));

    [Fact]
    public async Task Client_OfAnotherAuthority_GetsNothing()
    {
        using var stranger = _others.Node("stranger");
        Assert.Equal(0, await ReadAsync(stranger.Certificate));
    }

    [Fact]
    public async Task Client_WithAnExpiredCertificate_GetsNothing()
    {
        using var expired = _certificates.Expired();
        Assert.Equal(0, await ReadAsync(expired));
    }

    [Fact]
    public async Task Connection_InPlain_GetsNothing()
    {
        using var socket = await ConnectAsync();
        socket.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        Assert.Equal(0, await ReadToEndAsync(new NetworkStream(socket)));
    }

    // If this fails, the transport has learned TLS 1.3: docs/architecture.md says otherwise.
    [Fact]
    public async Task Transport_Protocol_IsTls12AndNoOther()
    {
        using var good = _certificates.Node("client");
        using var socket = await ConnectAsync();
        await using var stream = await AuthenticateAsync(socket, good.Certificate, SslProtocols.None);
        Assert.Equal(SslProtocols.Tls12, stream.SslProtocol);
        using var again = await ConnectAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => AuthenticateAsync(again, good.Certificate, SslProtocols.Tls13));
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _node.Address.Port!.Value);
        return socket;
    }

    // What a client that believes any server reads until the node closes.
    private async Task<int> ReadAsync(X509Certificate2? certificate)
    {
        using var socket = await ConnectAsync();
        try
        {
            return await ReadToEndAsync(await AuthenticateAsync(socket, certificate, SslProtocols.Tls12));
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return 0;
        }
    }

    private static async Task<int> ReadToEndAsync(Stream stream)
    {
        await using (stream)
        {
            try
            {
                return await stream.ReadAsync(new byte[1024]).AsTask().WaitAsync(_patience);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    private static async Task<SslStream> AuthenticateAsync(Socket socket, X509Certificate2? certificate, SslProtocols protocols)
    {
        var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, server, _, _) => server is not null,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        }).WaitAsync(_patience);
        return stream;
    }
}
