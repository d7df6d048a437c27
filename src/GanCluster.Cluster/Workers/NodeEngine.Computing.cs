using System.Diagnostics;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>Shards on lanes, this worker's own sums, and contributions: sent, received, averaged.</summary>
internal sealed partial class NodeEngine
{
    private readonly Stack<int> _freeLanes;
    private readonly Dictionary<TreeNode, BufferLease> _own = [];
    private readonly SliceSums _sums;
    private readonly ContributionParts _parts;
    private BufferLease? _computed, _arrived;
    private bool _arrivedHeld;
    private long _shards;
    private int _shardsOfPhase;

    private void StartShard(StartShard start)
    {
        var lane = _freeLanes.Pop();
        var phase = start.Phase;
        var values = _pool.Rent(CutOf(phase).Length * sizeof(float));
        _lanes.Start(lane, () =>
        {
            var began = Stopwatch.GetTimestamp();
            _trainer.ComputeShard(lane, start.Shard, values.Buffer);
            var took = Stopwatch.GetElapsedTime(began);
            Post(() => Computed(lane, phase, start.Shard, values, took));
            _trainer.PrepareShard(lane, phase, start.Shard);
        });
    }

    private void Computed(int lane, PhaseNumber phase, ShardIndex shard, BufferLease values, TimeSpan took)
    {
        _freeLanes.Push(lane);
        _shards++;
        // A commit waits for lanes, so what they end with is of this phase, or of one that a snapshot has left behind.
        if (phase == _worker.Phase) _shardsOfPhase++;
        _clock.ShardComputed();
        _computed = values;
        // A shard of its own can't come twice, so no checksum is needed to compare it with.
        Feed(new ShardComputed(phase, shard, 0, took));
        _computed?.Dispose();
        _computed = null;
    }

    private void SumOwn(CoverageStep step)
    {
        switch (step.Action)
        {
            case CoverageAction.Hold:
                _own[step.Node] = _computed!;
                _computed = null;
                break;
            case CoverageAction.Release:
                if (_own.Remove(step.Node, out var released)) released.Dispose();
                break;
            default:
                _own.Remove(step.Left, out var left);
                _own.Remove(step.Right, out var right);
                _own[step.Node] = SliceSums.Join(left!, right!, _pool);
                break;
        }
    }

    private void SendContribution(SendContribution send)
    {
        var cut = CutOf(send.Phase);
        var whole = _own[Tree.Canonical(send.Node)];
        var lineage = _trainer.Lineage;
        if (send.To == _worker.Self)
        {
            var (offset, length) = cut.Of(send.Slice);
            var values = whole.Share(offset, length * sizeof(float));
            _pending.Enqueue(() => Contribute(_worker.Self, send.Phase, lineage, send.Slice, send.Node, values, ChecksumOf(values)));
            return;
        }

        if (_peers?.Link(send.To, ConnectionPurpose.Contributions) is not { } link) return;
        for (var chunk = 0; chunk < cut.ChunksOf(send.Slice); chunk++)
        {
            var (offset, length) = cut.Of(send.Slice, chunk);
            link.Send(new OutgoingFrame(
                new FrameHeader { Kind = FrameKind.Contribution, Lineage = lineage, Phase = send.Phase, Node = send.Node, Slice = send.Slice.Value, Chunk = chunk },
                whole.Share(offset, length * sizeof(float))));
        }
    }

    private void ReceiveContribution(NodeId from, in FrameHeader header, BufferLease payload)
    {
        var slice = new SliceIndex(header.Slice);
        var length = CutOf(header.Phase).Of(slice).Length * sizeof(float);
        if (_parts.Add(from, header.Phase, slice, header.Node, header.Chunk, payload, header.Checksum, length) is not { } whole) return;
        Contribute(from, header.Phase, header.Lineage, slice, header.Node, whole.Values, whole.Checksum);
    }

    private void Contribute(NodeId from, PhaseNumber phase, Lineage lineage, SliceIndex slice, TreeNode node, BufferLease values, ulong checksum)
    {
        (_arrived, _arrivedHeld) = (values, false);
        Carry(AveragerRules.On(_averager, new ContributionArrived(from, phase, lineage, slice, node, checksum), Now));
        if (!_arrivedHeld) values.Dispose();
        _arrived = null;
    }

    private void Forget(PhaseNumber phase)
    {
        _sums.Forget(phase);
        _parts.Forget(phase);
    }

    private static ulong ChecksumOf(BufferLease values)
    {
        var chunks = new ulong?[ChunkChecksums.CountFor(values.Length / sizeof(float))];
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            var offset = chunk * ChunkChecksums.ChunkLength;
            chunks[chunk] = ChunkChecksums.Of(values.Floats.Slice(offset, Math.Min(ChunkChecksums.ChunkLength, values.Floats.Length - offset)));
        }

        return ContributionParts.Combine(chunks);
    }
}
