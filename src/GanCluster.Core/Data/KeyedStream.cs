namespace GanCluster.Core.Data;

/// <summary>
/// Seeds of the run's streams of chance: one for each (seed, purpose, phase, shard), so that what a shard draws depends neither on
/// which worker computes it nor on what was drawn before.
/// </summary>
public static class KeyedStream
{
    /// <summary>
    /// The seed of a stream. For three fixed arguments the fourth decides it one to one; otherwise two seeds are equal with a
    /// probability of 2⁻⁶⁴.
    /// </summary>
    public static ulong Seed(long seed, StreamPurpose purpose, long phase, long shard)
    {
        var state = SplitMix64.Mix(unchecked((ulong)seed + SplitMix64.Step));
        state = Absorb(state, (ulong)purpose);
        state = Absorb(state, unchecked((ulong)phase));
        return Absorb(state, unchecked((ulong)shard));
    }

    private static ulong Absorb(ulong state, ulong word) => SplitMix64.Mix(unchecked((state ^ word) + SplitMix64.Step));
}
