using System.Net;
using System.Net.Sockets;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

/// <summary>Hostile and broken peers against a live listener.</summary>
[Collection(nameof(Alone))]
public sealed class MutatedFramesTests
{
    private const int Frames100k = 100_000, Attackers = 4;

    private readonly CountingSink _sink = new();

    [Fact]
    public async Task MutatedFrames_HundredThousand_NoneIsAcceptedMemoryIsLevelAndAHealthyPeerGoesOn()
    {
        using var pool = new BufferPool(64 << 20);
        var options = new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        var target = new DataPlaneNode(new DataPlaneIdentity(TestNode.Run, new NodeId("target", 1)), options, _sink, pool);
        using var node = new DataPlaneListener(target);
        using var peer = new TestNode("healthy");
        var dialed = await new PeerDialer(peer.Context).DialAsync("127.0.0.1", node.EndPoint.Port, target.Self.Node, ConnectionPurpose.Contributions);
        using var healthy = dialed.Connection!;

        await AttackAsync(node, 10_000, seed: 1); // threads, pools and counters of the runtime settle
        var before = Memory();
        for (var round = 0; round < 9; round++)
        {
            await AttackAsync(node, 10_000, seed: 2 + round);
            Assert.Equal(SendOutcome.Queued, healthy.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), peer.Payload(new byte[FrameLimits.Payload]))));
            await PeerConnectionTests.Until(() => _sink.FromHealthy == round + 1);
        }

        Assert.Equal(Frames100k, _sink.Attacks);
        Assert.Equal(0, _sink.FromOthers);
        await PeerConnectionTests.Until(() => node.Refused + _sink.Ends == Frames100k); // judged, every one
        await PeerConnectionTests.Until(() => pool.LeasedBytes == 0);
        var (managed, resident) = Memory();
        Assert.True(managed - before.Managed < 8 << 20, $"managed memory grew from {before.Managed:N0} to {managed:N0}");
        Assert.True(resident - before.Resident < 64 << 20, $"resident memory grew from {before.Resident:N0} to {resident:N0}");
    }

    private async Task AttackAsync(DataPlaneListener node, int frames, int seed)
    {
        var attackers = Enumerable.Range(0, Attackers).Select(attacker => Task.Factory.StartNew(
            () =>
            {
                var mutation = new Mutation((seed * Attackers) + attacker);
                for (var i = 0; i < frames / Attackers; i++) Attack(node, mutation, afterHello: i % 4 == 0);
            },
            TaskCreationOptions.LongRunning));
        await Task.WhenAll(attackers);
    }

    // Sends, and waits until the node has closed: so each frame has been judged.
    private void Attack(DataPlaneListener node, Mutation mutation, bool afterHello)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        try
        {
            socket.Connect(node.EndPoint);
            socket.Send(afterHello ? [.. _hello, .. mutation.Of(_contribution)] : mutation.Of(_hello));
            socket.Shutdown(SocketShutdown.Send);
            Span<byte> answer = stackalloc byte[512];
            while (socket.Receive(answer) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.NotConnected)
        {
            // Closed with bytes unread: judged before the last of them came.
        }

        _sink.Attacked();
    }

    private static (long Managed, long Resident) Memory() => (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);

    private static readonly byte[] _hello = HelloFrame();
    private static readonly byte[] _contribution = Frames.Wire(Frames.Of(FrameKind.Contribution), Frames.Noise(1_024, seed: 4));

    private static byte[] HelloFrame()
    {
        Span<byte> payload = stackalloc byte[Hello.LongestSize];
        var length = new Hello(new NodeId("attacker", 1), ConnectionPurpose.Contributions).Write(payload);
        return Frames.Wire(Frames.Of(FrameKind.Hello), payload[..length]);
    }

    // Counts, and keeps nothing: what grows here must not be the test's own.
    private sealed class CountingSink : IFrameSink
    {
        private int _attacks, _fromHealthy, _fromOthers, _ends;

        public int Attacks => Volatile.Read(ref _attacks);
        public int FromHealthy => Volatile.Read(ref _fromHealthy);
        public int FromOthers => Volatile.Read(ref _fromOthers);

        /// <summary>Of connections that had said hello.</summary>
        public int Ends => Volatile.Read(ref _ends);

        public void Attacked() => Interlocked.Increment(ref _attacks);

        public void Opened(PeerConnection connection)
        {
        }

        public FrameAdmission Admit(PeerConnection connection, in FrameHeader header) =>
            header.Lineage == Frames.Lineage ? FrameAdmission.Accept : FrameAdmission.Refuse(FrameFault.Lineage);

        public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
        {
            Interlocked.Increment(ref connection.Peer.Address == "healthy" ? ref _fromHealthy : ref _fromOthers);
            payload.Dispose();
        }

        public void Ended(PeerConnection connection, ConnectionEnd end) => Interlocked.Increment(ref _ends);
    }
}
