using System.Net;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Security;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

/// <summary>A node on loopback with a sink that records.</summary>
internal sealed class TestNode : IDisposable
{
    public static readonly RunId Run = new(Digest.Of("a run"u8));
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);

    public TestNode(string name, DataPlaneOptions? options = null, RunId? run = null, TlsMaterial? tls = null, RecordingSink? sink = null)
    {
        Sink = sink ?? new RecordingSink();
        Context = new DataPlaneNode(
            new DataPlaneIdentity(run ?? Run, new NodeId(name, 1)), options ?? new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) }, Sink, Pool, tls)
        {
            Logger = Log,
        };
        Listener = new DataPlaneListener(Context);
    }

    public NodeId Id => Context.Self.Node;
    public RecordingLogger Log { get; } = new();
    public RecordingSink Sink { get; }
    public BufferPool Pool { get; } = new(64 << 20);
    public DataPlaneNode Context { get; }
    public DataPlaneListener Listener { get; }

    /// <summary>A lease with those bytes.</summary>
    public BufferLease Payload(ReadOnlySpan<byte> bytes)
    {
        var lease = Pool.Rent(bytes.Length);
        bytes.CopyTo(lease.Bytes);
        return lease;
    }

    public Task<DialResult> TryDialAsync(TestNode peer, ConnectionPurpose purpose = ConnectionPurpose.Contributions, NodeId? expected = null) =>
        new PeerDialer(Context).DialAsync("127.0.0.1", peer.Listener.EndPoint.Port, expected ?? peer.Id, purpose).WaitAsync(Soon);

    /// <summary>Both ends of a connection, this node's first.</summary>
    public async Task<(PeerConnection Here, PeerConnection There)> DialAsync(TestNode peer, ConnectionPurpose purpose = ConnectionPurpose.Contributions)
    {
        var result = await TryDialAsync(peer, purpose);
        Assert.NotNull(result.Connection);
        Assert.Same(result.Connection, await Sink.OpenedAsync());
        return (result.Connection, await peer.Sink.OpenedAsync());
    }

    public void Dispose()
    {
        Listener.Dispose();
        Sink.CloseAll();
        Pool.Dispose();
    }
}
