using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Cluster.Tests.Nodes;

/// <summary>A trainer without torch: its gradients depend on the replica, the phase and the shard, and their sum on its order.</summary>
internal sealed class ToyTrainer(int shards, int lanes, long length, TimeSpan shardTime) : ITrainer
{
    /// <summary>Goes wrong in the next commit: in its history, which every frame carries, or in its values, which only the digest shows.</summary>
    public volatile ToySpoil Spoil;

    private static readonly PhaseSchedule Schedule = new(1);

    private readonly AlignedBuffer _values = new(length);

    public int Shards => shards;

    public int Lanes => lanes;

    public ReplicaCounters Counters { get; private set; } = ReplicaCounters.Initial;

    public Lineage Lineage { get; private set; } = Lineage.Of(Core.Identity.Digest.Of([1, 2, 3]));

    public long LongestContribution => length;

    public long ContributionLength(PhaseNumber phase) => Schedule.RoleOf(phase).Kind == PhaseKind.Discriminator ? length : AlignedBuffer.RoundUp(length / 2);

    /// <summary>The digest after so many phases, computed by one thread.</summary>
    public static Digest Reference(int shards, long length, long phases)
    {
        using var trainer = new ToyTrainer(shards, 1, length, TimeSpan.Zero);
        var tree = new ReductionTree(shards);
        var lanes = new OneLane();
        using var fold = new ShardFold(tree, length);
        for (var phase = PhaseNumber.First; phase.Value < phases; phase = phase.Next)
        {
            var size = trainer.ContributionLength(phase);
            for (var shard = 0; shard < shards; shard++)
            {
                var sum = fold.Rent();
                trainer.ComputeShard(0, new ShardIndex(shard), sum);
                fold.Add(new ShardIndex(shard), sum, size);
            }

            var root = fold.Held.Single().Sum;
            VectorSum.Divide(root, shards, 0, size);
            var checksums = new ulong[ChunkChecksums.CountFor(size)];
            for (var chunk = 0; chunk < checksums.Length; chunk++)
            {
                var offset = chunk * ChunkChecksums.ChunkLength;
                checksums[chunk] = ChunkChecksums.Of(root.Span.Slice(offset, (int)Math.Min(ChunkChecksums.ChunkLength, size - offset)));
            }

            trainer.Commit(root, checksums, lanes);
            fold.Clear();
        }

        return trainer.Digest();
    }

    public void EnterLane(int lane)
    {
    }

    public void ComputeShard(int lane, ShardIndex shard, AlignedBuffer contribution)
    {
        if (shardTime > TimeSpan.Zero) SpinWait.SpinUntil(() => false, shardTime);
        var phase = Counters.Next;
        var values = _values.Span;
        var to = contribution.Span[..(int)ContributionLength(phase)];
        for (var i = 0; i < to.Length; i++)
        {
            var mixed = (uint)(i * 2654435761L + phase.Value * 40503 + shard.Value * 9176);
            to[i] = values[i] * 0.5f + (mixed % 10_007 - 5_003) * 0.000_37f * (shard.Value + 1);
        }
    }

    public void PrepareShard(int lane, PhaseNumber phase, ShardIndex shard)
    {
    }

    public void Inspect(AlignedBuffer average, int chunk)
    {
    }

    public PhaseOutcome Commit(AlignedBuffer average, ReadOnlySpan<ulong> checksums, ILanes pool)
    {
        var phase = Counters.Next;
        var values = _values.Span;
        var by = average.Span[..(int)ContributionLength(phase)];
        for (var i = 0; i < by.Length; i++) values[i] -= 0.1f * by[i];
        if (Spoil == ToySpoil.Values) values[0] += 1;
        Lineage = Lineage.After(phase, Spoil == ToySpoil.History ? [1, 2, 3] : checksums);
        Spoil = ToySpoil.None;
        Counters = Counters with { Next = phase.Next };
        return new PhaseOutcome(phase, Schedule.RoleOf(phase), true, [], 1, new Dictionary<string, float> { ["loss"] = values[0] });
    }

    public ReplicaSnapshot Snapshot()
    {
        var copy = new AlignedBuffer(length);
        _values.Span.CopyTo(copy.Span);
        return new ReplicaSnapshot(Counters, Lineage, [new TensorGroup("toy", new FlatLayout([("values", [length])]), copy)]);
    }

    public void Restore(ReplicaSnapshot snapshot)
    {
        snapshot.Groups[0].Values.Span.CopyTo(_values.Span);
        (Counters, Lineage) = (snapshot.Counters, snapshot.Lineage);
    }

    public Digest Digest()
    {
        using var snapshot = Snapshot();
        return snapshot.Digest();
    }

    public void Dispose() => _values.Dispose();

    private sealed class OneLane : ILanes
    {
        public int Count => 1;

        public void Run(Action<int> work) => work(0);
    }
}

internal enum ToySpoil
{
    None,
    History,
    Values,
}
