using System.Net;
using System.Net.Sockets;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class HandshakeTests : IDisposable
{
    private readonly TestNode _one = new("one");
    private readonly TestNode _two = new("two");

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task Dial_EveryPurpose_BothSidesKnowPeerAndPurpose()
    {
        foreach (var purpose in Enum.GetValues<ConnectionPurpose>())
        {
            var (here, there) = await _one.DialAsync(_two, purpose);
            Assert.Equal((_two.Id, purpose), (here.Peer, here.Purpose));
            Assert.Equal((_one.Id, purpose), (there.Peer, there.Purpose));
        }
    }

    [Fact]
    public async Task Dial_AnotherRun_IsRefusedAndSaidOnBothSides()
    {
        using var stranger = new TestNode("stranger", run: new RunId(Digest.Of("another run"u8)));
        var result = await stranger.TryDialAsync(_two);
        Assert.Equal((DialFailure.Refused, FrameFault.Run), (result.Failure, result.Fault));
        await PeerConnectionTests.Until(() => _two.Log.Lines.Any(line => line.Id == EventIds.DataPlaneRefused && line.Text.Contains("Run", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dial_AnotherNodeAnswers_FailsAndThePeerHearsWhy()
    {
        var result = await _one.TryDialAsync(_two, expected: new NodeId("two", 2));
        Assert.Equal((DialFailure.WrongAnswer, FrameFault.OtherNode), (result.Failure, result.Fault));
        var (_, end) = await _two.Sink.EndedAsync();
        Assert.Equal((EndReason.PeerRefused, FrameFault.OtherNode), (end.Reason, end.Fault));
    }

    [Fact]
    public async Task Dial_NobodyListens_IsUnreachable()
    {
        _two.Listener.Dispose();
        Assert.Equal(DialFailure.Unreachable, (await _one.TryDialAsync(_two)).Failure);
    }

    [Fact]
    public async Task Dial_AnotherMachineInPlain_IsNotTried()
    {
        var result = await new PeerDialer(_one.Context).DialAsync("192.0.2.1", 1, _two.Id, ConnectionPurpose.Averages);
        Assert.Equal(DialFailure.PlainNotAllowed, result.Failure);
    }

    [Fact]
    public void Listen_InPlainForOthers_IsRefusedUnlessInsecure()
    {
        var open = new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Any, 0) };
        var refused = Assert.Throws<UnusableInputException>(() => new TestNode("open", open));
        Assert.Contains("--insecure", refused.Message, StringComparison.Ordinal);
        new TestNode("open", open with { Insecure = true }).Dispose();
    }

    [Fact]
    public void Listen_PortTaken_SaysSoInOneSentence() => Assert.Contains(
        "--data-port", Assert.Throws<UnusableInputException>(() => new TestNode("three", new DataPlaneOptions { Listen = _one.Listener.EndPoint })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Silence_PastTheTimeout_IsClosed()
    {
        using var strict = new TestNode("strict", _one.Context.Options with { HandshakeTimeout = TimeSpan.FromMilliseconds(50) });
        using var silent = await ConnectAsync(strict);
        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]).WaitAsync(TestNode.Soon));
    }

    [Fact]
    public async Task Silence_OfMoreThanTheLimit_ClosesTheOldestAndLetsPeersIn()
    {
        using var small = new TestNode("small", _one.Context.Options with { PendingHandshakes = 2 });
        using var oldest = await ConnectAsync(small);
        using var second = await ConnectAsync(small);
        using var third = await ConnectAsync(small);
        Assert.Equal(0, await oldest.ReceiveAsync(new byte[1]).WaitAsync(TestNode.Soon));
        await _one.DialAsync(small);
    }

    [Fact]
    public async Task Hello_Twice_EndsTheConnection()
    {
        using var socket = await ConnectAsync(_two);
        var payload = new byte[Hello.LongestSize];
        var hello = Frames.Wire(Frames.Of(FrameKind.Hello), payload.AsSpan(0, new Hello(_one.Id, ConnectionPurpose.Averages).Write(payload)));
        await socket.SendAsync(hello);
        await _two.Sink.OpenedAsync();
        await socket.SendAsync(hello);
        Assert.Equal(FrameFault.HelloAgain, (await _two.Sink.EndedAsync()).End.Fault);
    }

    private static async Task<Socket> ConnectAsync(TestNode node)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(node.Listener.EndPoint);
        return socket;
    }
}
