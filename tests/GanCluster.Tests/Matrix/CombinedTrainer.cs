using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training;

namespace GanCluster.Tests.Matrix;

/// <summary>
/// Many small GANs as one: their contributions lie one behind the other, and a phase is a phase of each. So one cluster of real nodes trains all of them at once.
/// Everything about each GAN is its own trainer's; this only cuts and joins.
/// </summary>
internal sealed class CombinedTrainer : ITrainer
{
    private readonly (GanTrainer Trainer, AlignedBuffer[] Scratch)[] _parts;

    public CombinedTrainer(IReadOnlyList<RunOptions> runs, ITrainingData data, int lanes)
    {
        _parts = [.. runs.Select(options => new GanTrainer(options, data, lanes)).Select(trainer => (trainer, Scratch(trainer, lanes)))];
        Lanes = lanes;
        using var initial = Snapshot();
        Lineage = Lineage.Of(initial.Digest());
    }

    public int Shards => _parts[0].Trainer.Shards;

    public int Lanes { get; }

    public ReplicaCounters Counters => _parts[0].Trainer.Counters;

    public Lineage Lineage { get; private set; }

    public long LongestContribution => _parts.Sum(part => part.Trainer.LongestContribution);

    public long ContributionLength(PhaseNumber phase) => _parts.Sum(part => part.Trainer.ContributionLength(phase));

    public void EnterLane(int lane) => _parts[0].Trainer.EnterLane(lane);

    public void ComputeShard(int lane, ShardIndex shard, AlignedBuffer contribution)
    {
        foreach (var (trainer, offset, length, scratch) in Cut(lane))
        {
            trainer.ComputeShard(lane, shard, scratch);
            scratch.Span[..length].CopyTo(contribution.Span[offset..]);
        }
    }

    public void PrepareShard(int lane, PhaseNumber phase, ShardIndex shard)
    {
        foreach (var (trainer, _) in _parts) trainer.PrepareShard(lane, phase, shard);
    }

    public void Inspect(AlignedBuffer average, int chunk)
    {
    }

    public PhaseOutcome Commit(AlignedBuffer average, ReadOnlySpan<ulong> checksums, ILanes lanes)
    {
        Lineage = Lineage.After(Counters.Next, checksums);
        var outcomes = new List<PhaseOutcome>();
        var caller = new CallingThread();
        foreach (var (trainer, offset, length, scratch) in Cut(lane: 0).ToArray())
        {
            average.Span.Slice(offset, length).CopyTo(scratch.Span);
            outcomes.Add(trainer.Commit(scratch, ChecksumsOf(scratch, length), caller));
        }

        var skipped = Enumerable.Range(0, outcomes.Count).Where(part => !outcomes[part].Applied);
        return outcomes[0] with { Applied = !skipped.Any(), Statistics = skipped.ToDictionary(part => $"skipped{part}", _ => 1f) };
    }

    public ReplicaSnapshot Snapshot() => new(Counters, Lineage, [.. _parts.SelectMany((part, place) => Groups(part.Trainer, place))]);

    public void Restore(ReplicaSnapshot snapshot)
    {
        for (var place = 0; place < _parts.Length; place++)
        {
            var prefix = Prefix(place);
            var own = snapshot.Groups.Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(group => group with { Name = group.Name[prefix.Length..] });
            // Parts agree in their counters as long as no phase of any was skipped, and the lineage is the whole's.
            _parts[place].Trainer.Restore(new ReplicaSnapshot(snapshot.Counters, snapshot.Lineage, [.. own]));
        }

        Lineage = snapshot.Lineage;
    }

    public Digest Digest()
    {
        using var snapshot = Snapshot();
        return snapshot.Digest();
    }

    public void Dispose()
    {
        foreach (var (trainer, scratch) in _parts)
        {
            trainer.Dispose();
            foreach (var buffer in scratch) buffer.Dispose();
        }
    }

    private IEnumerable<(GanTrainer Trainer, int Offset, int Length, AlignedBuffer Scratch)> Cut(int lane)
    {
        var offset = 0;
        foreach (var (trainer, scratch) in _parts)
        {
            var length = (int)trainer.ContributionLength(trainer.Counters.Next);
            yield return (trainer, offset, length, scratch[lane]);
            offset += length;
        }
    }

    private static ulong[] ChecksumsOf(AlignedBuffer values, int length)
    {
        var checksums = new ulong[ChunkChecksums.CountFor(length)];
        for (var chunk = 0; chunk < checksums.Length; chunk++)
        {
            var start = chunk * ChunkChecksums.ChunkLength;
            checksums[chunk] = ChunkChecksums.Of(values.Span[start..Math.Min(length, start + ChunkChecksums.ChunkLength)]);
        }

        return checksums;
    }

    private static AlignedBuffer[] Scratch(GanTrainer trainer, int lanes) => [.. Enumerable.Range(0, lanes).Select(_ => new AlignedBuffer(trainer.LongestContribution))];

    private static IEnumerable<TensorGroup> Groups(GanTrainer trainer, int place)
    {
        // Its buffers go on in the whole's snapshot, which disposes them.
        return trainer.Snapshot().Groups.Select(group => group with { Name = Prefix(place) + group.Name });
    }

    private static string Prefix(int place) => $"gan{(char)('a' + place / 26)}{(char)('a' + place % 26)}_";

    // A part's update is too small to be handed to another thread, so many times a phase.
    private sealed class CallingThread : ILanes
    {
        public int Count => 1;

        public void Run(Action<int> work) => work(0);
    }
}
