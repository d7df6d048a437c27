using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Security;
using GanCluster.Cluster.Tests.DataPlane;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.Security;

public sealed class MutualTlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly TestNode _node;

    public MutualTlsTests() => _node = new TestNode("node", tls: _certificates.Node("node"));

    public void Dispose()
    {
        Assert.Equal(0, _node.Sink.Count);
        _node.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Peer_WithACertificateOfTheAuthority_IsHeard()
    {
        using var peer = new TestNode("peer", tls: _certificates.Node("peer"));
        var (here, there) = await peer.DialAsync(_node);
        there.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), _node.Payload(new byte[FrameLimits.Payload])));
        Assert.Equal(FrameLimits.Payload, (await peer.Sink.ReceivedAsync()).Payload.Length);
        here.Dispose();
        Assert.Equal(EndReason.PeerClosed, (await _node.Sink.EndedAsync()).End.Reason);
    }

    [Fact]
    public async Task Peer_InPlain_GetsNothing()
    {
        using var peer = new TestNode("peer");
        Assert.Equal(DialFailure.Broken, (await peer.TryDialAsync(_node)).Failure);
    }

    [Fact]
    public async Task Peer_OfAnotherAuthority_GetsNothing()
    {
        using var others = new TestCertificates();
        using var peer = new TestNode("peer", tls: others.Node("peer"));
        Assert.Equal(DialFailure.Broken, (await peer.TryDialAsync(_node)).Failure);
    }

    [Fact]
    public async Task Client_WithoutACertificate_GetsNothing() => Assert.Empty(await GetAsync(null));

    [Fact]
    public async Task Client_OfAnotherAuthority_GetsNothing()
    {
        using var others = new TestCertificates();
        using var stranger = others.Node("stranger");
        Assert.Empty(await GetAsync(stranger.Certificate));
    }

    [Fact]
    public async Task Client_WithAnExpiredCertificate_GetsNothing()
    {
        using var certificate = _certificates.Expired();
        Assert.Empty(await GetAsync(certificate));
    }

    [Fact]
    public async Task Client_WithAGoodCertificate_GetsAnAnswer()
    {
        using var good = _certificates.Node("good");
        Assert.Equal(FrameLayout.HeaderSize, (await GetAsync(good.Certificate)).Length);
    }

    [Fact]
    public async Task Server_OfAnotherAuthority_HearsNoHello()
    {
        using var others = new TestCertificates();
        using var impostor = new TestNode("impostor", tls: others.Node("impostor"));
        Assert.Equal(DialFailure.Broken, (await _node.TryDialAsync(impostor)).Failure);
        Assert.Equal(0, impostor.Sink.Count);
    }

    // What a client that believes any server gets for a hello in order.
    private async Task<byte[]> GetAsync(X509Certificate2? certificate)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_node.Listener.EndPoint);
        await using var stream = new SslStream(new NetworkStream(socket));
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, server, _, _) => server is not null,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            }).WaitAsync(TestNode.Soon);
            var payload = new byte[Hello.LongestSize];
            await stream.WriteAsync(Frames.Wire(Frames.Of(FrameKind.Hello), payload.AsSpan(0, new Hello(new("peer", 1), ConnectionPurpose.Averages).Write(payload))));
            var answer = new byte[FrameLayout.HeaderSize];
            return answer[..await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false).AsTask().WaitAsync(TestNode.Soon)];
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return [];
        }
    }
}
