using System.Runtime.InteropServices;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>What a toy run is a pure function of.</summary>
internal sealed record ToyRun(ulong Seed, int Shards, int Slices)
{
    public const int SliceLength = 4;
    public int Length => Slices * SliceLength;
    public ReductionTree Tree { get; } = new(Shards);
}

/// <summary>A sum of gradients, and how often each shard is in it: eight bits a shard.</summary>
internal sealed record ToySum(float[] Values, ulong Counts)
{
    public static ToySum Add(ToySum left, ToySum right)
    {
        var sum = new float[left.Values.Length];
        for (var i = 0; i < sum.Length; i++) sum[i] = left.Values[i] + right.Values[i];
        return new ToySum(sum, left.Counts + right.Counts);
    }

    public ToySum Slice(int slice) => new(Values.AsSpan(slice * ToyRun.SliceLength, ToyRun.SliceLength).ToArray(), Counts);
}

/// <summary>
/// A replica of a few floats. Gradients depend on it, on the phase and on the shard, and their magnitudes lie so far apart that another order of the
/// sum gives other bytes; whatever is missed or added twice stays in the state for good.
/// </summary>
internal sealed class ToyReplica
{
    private readonly ToyRun _run;

    public ToyReplica(ToyRun run)
    {
        _run = run;
        State = new float[run.Length];
        for (var i = 0; i < State.Length; i++) State[i] = Noise(run.Seed, -1, 0, i);
        Lineage = Lineage.Of(GanCluster.Core.Identity.Digest.Of(MemoryMarshal.AsBytes(State.AsSpan())));
    }

    private ToyReplica(ToyReplica other)
    {
        (_run, State, Phase, Lineage) = (other._run, (float[])other.State.Clone(), other.Phase, other.Lineage);
        (Rate, Decided, HeldStep, Held) = (other.Rate, other.Decided, other.HeldStep, other.Held);
    }

    public float[] State { get; }
    public long Phase { get; private set; }
    public Lineage Lineage { get; private set; }
    public float Rate { get; private set; } = 1;
    public long Decided { get; private set; }
    public long HeldStep { get; private set; }
    private float[]? Held { get; set; }

    public ToyReplica Copy() => new(this);

    public ToySum Gradient(int shard)
    {
        var gradient = new float[State.Length];
        for (var i = 0; i < gradient.Length; i++) gradient[i] = Noise(_run.Seed, Phase, shard, i) + State[i] * (0.1f * (shard + 1));
        return new ToySum(gradient, 1UL << (8 * shard));
    }

    public void Commit(ToySum[] slices)
    {
        Span<ulong> checksums = stackalloc ulong[slices.Length];
        for (var slice = 0; slice < slices.Length; slice++)
        {
            var sum = slices[slice].Values;
            checksums[slice] = ChunkChecksums.Of(sum);
            for (var i = 0; i < sum.Length; i++)
            {
                var at = slice * ToyRun.SliceLength + i;
                State[at] = State[at] * 0.9f - Rate * (sum[i] / _run.Shards);
            }
        }

        Lineage = Lineage.After(new PhaseNumber(Phase), checksums);
        Phase++;
    }

    public void Keep(long step) => (HeldStep, Held) = (step, (float[])State.Clone());

    /// <summary>The value of a decision: a pure function of the state that was kept.</summary>
    public long Evaluate() => (long)(Chance.Mix(BitConverter.SingleToUInt32Bits(Held![0])) % 7) + 1;

    public void Decide(long step, long value)
    {
        (Decided, Rate) = (step, value / 8f);
        if (HeldStep <= step) (HeldStep, Held) = (0, null);
    }

    public bool SameAs(ToyReplica other) =>
        Phase == other.Phase && Rate == other.Rate && Lineage == other.Lineage && MemoryMarshal.AsBytes(State.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.State.AsSpan()));

    public Digest Digest() => GanCluster.Core.Identity.Digest.Of(MemoryMarshal.AsBytes(State.AsSpan()));

    private static float Noise(ulong seed, long phase, int shard, int i)
    {
        var bits = Chance.Mix(seed ^ (ulong)(phase + 2) * 0x632BE59BD9B4E019 ^ (ulong)(shard * 64 + i) << 40);
        var value = (float)((long)(bits >> 40) - (1 << 23)) / (1 << 23);
        return MathF.ScaleB(value, (int)(bits & 15) - 8);
    }
}
