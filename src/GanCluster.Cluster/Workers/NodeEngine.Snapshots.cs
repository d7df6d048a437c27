using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>The whole replica: sent to who lacks it, taken over, hashed.</summary>
internal sealed partial class NodeEngine
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private (NodeId From, IncomingSnapshot Snapshot)? _incoming, _arrivedSnapshot;
    private TimeSpan _progressed;

    private void WantSnapshot(WantSnapshot want) =>
        _peers?.Link(want.Donor, ConnectionPurpose.Snapshots)?.Send(new OutgoingFrame(new FrameHeader
        {
            Kind = FrameKind.SnapshotRequest,
            Phase = want.Has ?? PhaseNumber.First,
            Lineage = want.Has is null ? default : _worker.Lineage,
        }));

    private void SendSnapshot(SendSnapshot send)
    {
        if (_peers?.Link(send.To, ConnectionPurpose.Snapshots) is not { } link) return;
        LogDonates(send.To, send.Phase.Value);
        link.SendAll(Snapshots.Send(_trainer.Snapshot()));
    }

    private void ReceiveSnapshot(PeerConnection connection, in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var from = connection.Peer;
        if (header.Kind == FrameKind.SnapshotHead)
        {
            DropIncoming(from);
            if (Snapshots.Begin(header, payload, _trainer) is { } begun) _incoming = (from, begun);
            else connection.Dispose();
            return;
        }

        if (_incoming is not { } incoming || incoming.From != from) return;
        if (header.Kind == FrameKind.SnapshotPart)
        {
            incoming.Snapshot.Take(header.Slice, header.Chunk, payload);
            if (Now - _progressed < ProgressInterval) return;
            _progressed = Now;
            Feed(new SnapshotProgressed(from));
            return;
        }

        _incoming = null;
        var matches = incoming.Snapshot.Matches(payload);
        if (matches)
        {
            _arrivedSnapshot?.Snapshot.Dispose();
            _arrivedSnapshot = incoming;
        }
        else incoming.Snapshot.Dispose();

        Feed(new SnapshotArrived(from, header.Phase, header.Lineage, matches));
    }

    private void DropIncoming(NodeId from)
    {
        if (_incoming is not { } incoming || incoming.From != from) return;
        incoming.Snapshot.Dispose();
        _incoming = null;
    }

    private void RestoreReplica()
    {
        var (donor, incoming) = _arrivedSnapshot!.Value;
        _arrivedSnapshot = null;
        using (incoming) _trainer.Restore(incoming.Snapshot);
        DisposeVectors();
        _step.Clear();
        _shardsOfPhase = 0;
        LogRestored(donor, _trainer.Counters.Next.Value);
        Feed(new Restored(_trainer.Counters.Next, _trainer.Lineage, Decided, HoldsEvaluation, _trainer.EndsRun));
    }

    /// <summary>Of a copy, beside the node's thread: hashing a large replica takes seconds.</summary>
    private void TakeDigest(PhaseNumber phase)
    {
        var snapshot = _trainer.Snapshot();
        new Thread(() =>
        {
            Digest digest;
            using (snapshot) digest = snapshot.Digest();
            Post(() => Feed(new DigestTaken(phase, digest)));
        })
        { IsBackground = true, Name = "digest" }.Start();
    }
}
