using System.Net.Sockets;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class ConnectionEndTests : IDisposable
{
    private readonly TestNode _node = new("node", new DataPlaneOptions
    {
        Listen = new(System.Net.IPAddress.Loopback, 0),
        SendQueueBytes = 16 << 20,
        ProbeAfter = TimeSpan.FromMinutes(1),
        PeerTimeout = TimeSpan.FromMinutes(2),
    });

    private readonly TestNode _other = new("other");

    public void Dispose()
    {
        _node.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(FrameLayout.HeaderSize / 2, FrameFault.TruncatedHeader)]
    [InlineData(FrameLayout.HeaderSize, FrameFault.TruncatedPayload)]
    [InlineData(FrameLayout.HeaderSize + 1_000, FrameFault.TruncatedPayload)]
    public async Task PeerDies_InsideAFrame_IsReportedWithTheFrame(int sent, FrameFault fault)
    {
        using var peer = await GreetAsync();
        await peer.SendAsync(Frames.Wire(Frames.Of(FrameKind.Contribution), new byte[4_096]).AsMemory(0, sent));
        peer.Dispose();
        var (_, end) = await _node.Sink.EndedAsync();
        Assert.Equal((EndReason.PeerClosed, fault), (end.Reason, end.Fault));
        Assert.Equal(0, _node.Sink.Count);
        Assert.Equal(0, _node.Pool.LeasedBytes);
    }

    [Fact]
    public async Task PeerDies_WithAReset_IsReportedAsBroken()
    {
        using var peer = await GreetAsync();
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
        Assert.Equal(EndReason.Broken, (await _node.Sink.EndedAsync()).End.Reason);
    }

    [Fact]
    public async Task Peer_ReadsNothing_OverflowsAndOnlyItsConnectionEnds()
    {
        using var frozen = await GreetAsync();
        var toFrozen = await _node.Sink.OpenedAsync();
        var (healthy, _) = await _node.DialAsync(_other);

        using var average = _node.Payload(Frames.Noise(FrameLimits.Payload, 3));
        var outcomes = new List<SendOutcome>();
        while (outcomes.Count < 1_000 && outcomes.LastOrDefault() == SendOutcome.Queued)
            outcomes.Add(toFrozen.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), average.Share())));

        Assert.Equal(SendOutcome.Overflow, outcomes[^1]);
        Assert.Equal(SendOutcome.Closed, toFrozen.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), average.Share())));
        var (ended, end) = await _node.Sink.EndedAsync();
        Assert.Equal((toFrozen, EndReason.SendQueueOverflow), (ended, end.Reason));
        Assert.Contains(_node.Log.Lines, line => line.Text.Contains(nameof(EndReason.SendQueueOverflow), StringComparison.Ordinal));
        await PeerConnectionTests.Until(() => !average.IsShared);

        healthy.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), average.Share()));
        Assert.Equal(average.Bytes.ToArray(), (await _other.Sink.ReceivedAsync()).Payload);
    }

    [Fact]
    public async Task SnapshotToAFrozenPeer_DoesntDelayAverages()
    {
        using var frozen = await GreetAsync(ConnectionPurpose.Snapshots);
        var toFrozen = await _node.Sink.OpenedAsync();
        toFrozen.SendAll(Enumerable.Range(0, 10_000).Select(chunk => new OutgoingFrame(Frames.Of(FrameKind.SnapshotPart, chunk: chunk), _node.Payload(new byte[FrameLimits.Payload]))));
        var (healthy, _) = await _node.DialAsync(_other, ConnectionPurpose.Averages);
        for (var chunk = 0; chunk < 20; chunk++)
        {
            healthy.Send(new OutgoingFrame(Frames.Of(FrameKind.Average, chunk: chunk), _node.Payload(new byte[FrameLimits.Payload])));
            Assert.Equal(chunk, (await _other.Sink.ReceivedAsync()).Header.Chunk);
        }

        toFrozen.Dispose();
        Assert.Equal(EndReason.ClosedHere, (await _node.Sink.EndedAsync()).End.Reason);
        await PeerConnectionTests.Until(() => _node.Pool.LeasedBytes == 0);
    }

    // A peer of bare bytes that has said hello.
    private async Task<Socket> GreetAsync(ConnectionPurpose purpose = ConnectionPurpose.Contributions)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_node.Listener.EndPoint);
        var payload = new byte[Hello.LongestSize];
        await socket.SendAsync(Frames.Wire(Frames.Of(FrameKind.Hello), payload.AsSpan(0, new Hello(new NodeId("bare", 1), purpose).Write(payload))));
        var answer = new byte[FrameLayout.HeaderSize + Hello.AddressOffset + "node".Length];
        var filled = 0;
        while (filled < answer.Length) filled += await socket.ReceiveAsync(answer.AsMemory(filled)).AsTask().WaitAsync(TestNode.Soon);
        return socket;
    }
}
