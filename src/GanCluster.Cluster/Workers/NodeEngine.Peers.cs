using System.Buffers.Binary;
using System.Collections.Concurrent;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>What comes from peers, and statements of where one is.</summary>
internal sealed partial class NodeEngine
{
    private readonly ConcurrentDictionary<NodeId, bool> _connected = new();

    public void Know(NodeId peer, string host, int port) => Post(() => _peers?.Know(peer, host, port));

    /// <summary>From any thread; a moment later it may be otherwise.</summary>
    public bool IsConnected(NodeId peer) => _connected.ContainsKey(peer);

    public void Forget(NodeId peer) => Post(() => _peers?.Forget(peer));

    public void Opened(PeerConnection connection)
    {
        if (_peers is { } peers) peers.Opened(connection);
        else connection.Dispose();
    }

    public void Ended(PeerConnection connection)
    {
        if (connection.Purpose == ConnectionPurpose.Snapshots) DropIncoming(connection.Peer);
        _peers?.Ended(connection);
    }

    public void Connected(NodeId peer)
    {
        _connected[peer] = true;
        LogConnected(peer);
        Feed(new PeerConnected(peer));
    }

    public void Disconnected(NodeId peer)
    {
        _connected.TryRemove(peer, out _);
        LogDisconnected(peer);
        _parts.Forget(peer);
        Feed(new PeerDisconnected(peer));
    }

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        var from = connection.Peer;
        switch (header.Kind)
        {
            case FrameKind.Contribution: ReceiveContribution(from, header, payload); return;
            case FrameKind.Average: ReceiveAverage(from, header, payload); return;
        }

        using (payload)
        {
            switch (header.Kind)
            {
                case FrameKind.RepairRequest:
                    Span<byte> bits = stackalloc byte[sizeof(ulong)];
                    bits.Clear();
                    payload.Bytes[..Math.Min(payload.Bytes.Length, bits.Length)].CopyTo(bits);
                    var missing = new SliceSet(BinaryPrimitives.ReadUInt64LittleEndian(bits) & SliceSet.All(Slices).Bits);
                    Feed(new PeerStated(from, header.Phase, header.Lineage, missing));
                    break;
                case FrameKind.AverageAwaited:
                    Feed(new AverageAwaited(from, header.Phase, new SliceIndex(header.Slice), payload.Bytes[0] == 1));
                    break;
                case FrameKind.SnapshotRequest:
                    Feed(new SnapshotWanted(from, header.Lineage == default ? null : header.Phase));
                    break;
                case FrameKind.SnapshotHead or FrameKind.SnapshotPart or FrameKind.Digest:
                    ReceiveSnapshot(connection, header, payload.Bytes);
                    break;
            }
        }
    }

    private void StatePhase(StatePhase state)
    {
        if (state.To == _worker.Self)
        {
            _pending.Enqueue(() => Carry(Core.Acceptance.AveragerRules.On(_averager, new PeerStated(_worker.Self, state.Phase, state.Lineage, state.Missing), Now)));
            return;
        }

        if (_peers?.Link(state.To, ConnectionPurpose.Averages) is not { } link) return;
        var payload = _pool.Rent(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(payload.Bytes, state.Missing.Bits);
        link.Send(new OutgoingFrame(new FrameHeader { Kind = FrameKind.RepairRequest, Phase = state.Phase, Lineage = state.Lineage }, payload));
    }

    private void AnswerAwaited(AnswerAwaited answer)
    {
        if (answer.To == _worker.Self)
        {
            _pending.Enqueue(() => Feed(new AverageAwaited(_worker.Self, answer.Phase, answer.Slice, answer.SendAgain)));
            return;
        }

        if (_peers?.Link(answer.To, ConnectionPurpose.Averages) is not { } link) return;
        var payload = _pool.Rent(1);
        payload.Bytes[0] = (byte)(answer.SendAgain ? 1 : 0);
        link.Send(new OutgoingFrame(new FrameHeader { Kind = FrameKind.AverageAwaited, Phase = answer.Phase, Slice = answer.Slice.Value }, payload));
    }
}
