using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>
/// The peers of one incarnation and the three connections to each: a peer counts as connected while all three are open. The node's thread alone touches it.
/// </summary>
/// <param name="post">Brings what a dialing thread has to say back to the node's thread.</param>
internal sealed class PeerTable(DataPlaneNode node, Action<Action> post, Action<NodeId> connected, Action<NodeId> disconnected) : IDisposable
{
    private static readonly ConnectionPurpose[] Purposes = [ConnectionPurpose.Contributions, ConnectionPurpose.Averages, ConnectionPurpose.Snapshots];
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<NodeId, Peer> _peers = [];
    private readonly PeerDialer _dialer = new(node);
    private bool _disposed;

    public IEnumerable<NodeId> Connected => _peers.Values.Where(peer => peer.IsConnected).Select(peer => peer.Id);

    public PeerConnection? Link(NodeId peer, ConnectionPurpose purpose) => _peers.TryGetValue(peer, out var known) ? known.Links[(int)purpose] : null;

    public void Know(NodeId id, string host, int port)
    {
        if (_disposed || id == node.Self.Node) return;
        var peer = Find(id);
        (peer.Host, peer.Port) = (host, port);
        Dial(peer);
    }

    /// <summary>It has left the cluster, or was removed from it.</summary>
    public void Forget(NodeId id)
    {
        if (!_peers.Remove(id, out var peer)) return;
        foreach (var link in peer.Links) link?.Dispose();
        if (peer.IsConnected) disconnected(id);
    }

    public void Opened(PeerConnection connection)
    {
        if (_disposed)
        {
            connection.Dispose();
            return;
        }

        var peer = Find(connection.Peer);
        peer.Dialing.Remove(connection.Purpose);
        peer.Links[(int)connection.Purpose]?.Dispose();
        peer.Links[(int)connection.Purpose] = connection;
        if (peer.IsConnected || !Purposes.All(purpose => peer.Links[(int)purpose] is not null)) return;
        peer.IsConnected = true;
        connected(peer.Id);
    }

    public void Ended(PeerConnection connection)
    {
        if (!_peers.TryGetValue(connection.Peer, out var peer) || peer.Links[(int)connection.Purpose] != connection) return;
        for (var i = 0; i < peer.Links.Length; i++)
        {
            peer.Links[i]?.Dispose();
            peer.Links[i] = null;
        }

        peer.RetryAt = node.Time.GetTimestamp() + (long)(RetryAfter.TotalSeconds * node.Time.TimestampFrequency);
        if (!peer.IsConnected) return;
        peer.IsConnected = false;
        disconnected(peer.Id);
    }

    public void Tick()
    {
        foreach (var peer in _peers.Values) Dial(peer);
    }

    /// <summary>Says goodbye: connections end when the peers have heard it.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var peer in _peers.Values)
        {
            foreach (var link in peer.Links) link?.Leave();
        }

        _peers.Clear();
    }

    private Peer Find(NodeId id)
    {
        if (!_peers.TryGetValue(id, out var peer)) _peers.Add(id, peer = new Peer(id));
        return peer;
    }

    private void Dial(Peer peer)
    {
        if (peer.Host.Length == 0 || !ConnectionRule.Dials(node.Self.Node, peer.Id) || node.Time.GetTimestamp() < peer.RetryAt) return;
        foreach (var purpose in Purposes)
        {
            if (peer.Links[(int)purpose] is not null || !peer.Dialing.Add(purpose)) continue;
            _dialer.DialAsync(peer.Host, peer.Port, peer.Id, purpose).ContinueWith(
                done => post(() =>
                {
                    // One that was opened counts as being dialed until the sink has heard of it.
                    if (done.Result.Connection is not null) return;
                    peer.Dialing.Remove(purpose);
                    peer.RetryAt = node.Time.GetTimestamp() + (long)(RetryAfter.TotalSeconds * node.Time.TimestampFrequency);
                }),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private sealed class Peer(NodeId id)
    {
        public NodeId Id => id;
        public string Host { get; set; } = "";
        public int Port { get; set; }
        public PeerConnection?[] Links { get; } = new PeerConnection?[4];
        public HashSet<ConnectionPurpose> Dialing { get; } = [];
        public long RetryAt { get; set; }
        public bool IsConnected { get; set; }
    }
}
