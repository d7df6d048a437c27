using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Training;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>Averages: received, sent, applied, kept for one phase more.</summary>
internal sealed partial class NodeEngine
{
    private readonly List<(PhaseOutcome Outcome, int Shards)> _step = [];
    private AverageVector? _current, _next, _retained;
    private TimeSpan? _lastCommit;
    private TimeSpan _longestGap;

    private void ReceiveAverage(NodeId from, in FrameHeader header, BufferLease payload)
    {
        using (payload) TakeAverage(from, header.Phase, header.Lineage, new SliceIndex(header.Slice), header.Chunk, payload.Floats, header.Checksum);
    }

    private void TakeAverage(NodeId from, PhaseNumber phase, Lineage lineage, SliceIndex slice, int chunk, ReadOnlySpan<float> values, ulong checksum)
    {
        if (VectorFor(phase) is not { } vector)
        {
            // Its values aren't wanted, but that it exists says how far others are.
            if (chunk == 0) Feed(new AverageArrived(from, phase, lineage, slice, checksum));
            return;
        }

        // One of another history is the rules' to judge, and none of its values may be applied.
        if (phase == _worker.Phase && lineage != _worker.Lineage)
        {
            Feed(new AverageArrived(from, phase, lineage, slice, checksum));
            return;
        }

        if (vector.ChecksumOf(slice, chunk) is { } before)
        {
            if (before != checksum) Feed(new AverageArrived(from, phase, lineage, slice, ~vector.ChecksumOf(slice)));
            else if (vector.Has(slice) && chunk == 0) Feed(new AverageArrived(from, phase, lineage, slice, vector.ChecksumOf(slice)));
            return;
        }

        vector.Take(slice, chunk, values, checksum);
        // While it lies in the cache.
        if (phase == _worker.Phase && vector.NumberOf(slice, chunk) is { } number) _trainer.Inspect(vector.Values.Buffer, number);
        if (vector.Has(slice)) Feed(new AverageArrived(from, phase, lineage, slice, vector.ChecksumOf(slice)));
    }

    private AverageVector? VectorFor(PhaseNumber phase)
    {
        if (!_worker.HasReplica) return null;
        if (phase == _worker.Phase) return _current ??= new AverageVector(phase, CutOf(phase), _pool);
        if (phase == _worker.Phase.Next) return _next ??= new AverageVector(phase, CutOf(phase), _pool);
        return null;
    }

    private void SendAverage(SendAverage send)
    {
        var cut = CutOf(send.Phase);
        var kept = send.Phase == _current?.Phase && _current.Has(send.Slice) ? _current : send.Phase == _retained?.Phase ? _retained : null;
        var average = kept is null ? _sums.AverageOf(send.Phase, send.Slice, () => PlaceOf(send)) : null;
        if (kept is null && average is null) return;
        var lineage = LineageOf(send.Phase);
        if (send.To == _worker.Self)
        {
            if (average is null) return;
            var values = average.Value.Values.Share();
            _pending.Enqueue(() =>
            {
                using (values) TakeOwn(send, lineage, values, average.Value.Checksums);
            });
            return;
        }

        var link = _peers?.Link(send.To, ConnectionPurpose.Averages);
        for (var chunk = 0; link is not null && chunk < cut.ChunksOf(send.Slice); chunk++)
        {
            var (offset, length) = cut.Of(send.Slice, chunk);
            var inSlice = offset - cut.Of(send.Slice).Offset;
            var payload = kept is null ? average!.Value.Values.Share(inSlice, length * sizeof(float)) : kept.Values.Share(offset, length * sizeof(float));
            var checksum = kept is null ? average!.Value.Checksums[chunk] : kept.ChecksumOf(send.Slice, chunk);
            link.Send(new OutgoingFrame(Header(send.Phase, lineage, send.Slice, chunk), payload, checksum));
        }
    }

    /// <summary>In this replica's own vector, if the average is of its history.</summary>
    private BufferLease? PlaceOf(SendAverage send) =>
        send.Phase == _worker.Phase && _averager.LineageOf(send.Phase) == _worker.Lineage ? VectorFor(send.Phase)?.PlaceOf(send.Slice) : null;

    private void TakeOwn(SendAverage send, Lineage lineage, BufferLease values, ulong[] checksums)
    {
        for (var chunk = 0; chunk < checksums.Length; chunk++)
        {
            var offset = chunk * Core.Averaging.ChunkChecksums.ChunkLength;
            var length = Math.Min(Core.Averaging.ChunkChecksums.ChunkLength, values.Floats.Length - offset);
            TakeAverage(_worker.Self, send.Phase, lineage, send.Slice, chunk, values.Floats.Slice(offset, length), checksums[chunk]);
        }
    }

    /// <summary>Of the replicas before that phase's average, as far as this node knows them: an averager knows it from contributions.</summary>
    private Lineage LineageOf(PhaseNumber phase)
    {
        if (_worker.HasReplica && phase == _worker.Phase) return _worker.Lineage;
        if (_worker.LineageBefore is { } before && phase.Next == _worker.Phase) return before;
        return _averager.LineageOf(phase) ?? default;
    }

    private void ForwardAverage(ForwardAverage forward)
    {
        if (_peers?.Link(forward.To, ConnectionPurpose.Snapshots) is not { } link || _retained is not { } vector || vector.Phase != forward.Phase) return;
        var cut = CutOf(forward.Phase);
        for (var slice = 0; slice < Slices; slice++)
        {
            var index = new SliceIndex(slice);
            for (var chunk = 0; chunk < cut.ChunksOf(index); chunk++)
            {
                var (offset, length) = cut.Of(index, chunk);
                link.Send(new OutgoingFrame(
                    Header(forward.Phase, LineageOf(forward.Phase), index, chunk), vector.Values.Share(offset, length * sizeof(float)), vector.ChecksumOf(index, chunk)));
            }
        }
    }

    private static FrameHeader Header(PhaseNumber phase, Lineage lineage, SliceIndex slice, int chunk) =>
        new() { Kind = FrameKind.Average, Lineage = lineage, Phase = phase, Slice = slice.Value, Chunk = chunk };

    private void CommitPhase(PhaseNumber phase)
    {
        _clock.CommitBegins();
        var outcome = _trainer.Commit(_current!.Values.Buffer, _current.LineageChecksums(), _lanes);
        _retained?.Dispose();
        (_retained, _current, _next) = (_current, _next, null);
        foreach (var sum in _own.Values) sum.Dispose();
        _own.Clear();

        _clock.CommitEnds();
        _phases++;
        var now = Now;
        if (_lastCommit is { } last && now - last > _longestGap) _longestGap = now - last;
        _lastCommit = now;
        var plan = _worker.Plans.For(phase);
        _observer.Committed(outcome, plan is { IsPaused: false } && plan.Shares[0].Worker == _worker.Self);
        AccountFor(outcome);
        Feed(new Committed(phase, _trainer.Lineage, _trainer.EndsRun));
    }

    private void AccountFor(PhaseOutcome outcome)
    {
        _step.Add((outcome, _shardsOfPhase));
        _shardsOfPhase = 0;
        if (!_workload.Schedule.IsStepBoundary(outcome.Phase.Next)) return;
        _control?.ToCoordinator(new WorkerStep(
            _worker.Self,
            Environment.ProcessId,
            _workload.Schedule.StepsBefore(outcome.Phase.Next),
            [.. _step.Select(phase => AccountOf(phase.Outcome, phase.Shards))],
            _shards,
            _sums.Averaged,
            _longestGap.TotalSeconds));
        _step.Clear();
    }

    private static PhaseAccount AccountOf(PhaseOutcome outcome, int shards) => new(
        outcome.Phase, shards, outcome.Applied, outcome.NonFiniteShards, outcome.GradientNorm,
        [.. outcome.Statistics.Select(one => new StatisticValue(one.Key, one.Value))], outcome.Verdict, outcome.Evaluation);

    private void DisposeVectors()
    {
        _current?.Dispose();
        _next?.Dispose();
        _retained?.Dispose();
        (_current, _next, _retained) = (null, null, null);
        foreach (var sum in _own.Values) sum.Dispose();
        _own.Clear();
    }
}
