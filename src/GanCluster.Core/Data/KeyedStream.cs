namespace GanCluster.Core.Data;

/// <summary>
/// Seeds of the run's streams of chance: one for each (seed, purpose, phase, shard), so that what a shard draws depends neither on
/// which worker computes it nor on what was drawn before.
/// </summary>
public static class KeyedStream
{
    /// <summary>2⁶⁴ divided by the golden ratio, odd: the step of SplitMix64.</summary>
    internal const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>
    /// The seed of a stream. For three fixed arguments the fourth decides it one to one; otherwise two seeds are equal with a
    /// probability of 2⁻⁶⁴.
    /// </summary>
    public static ulong Seed(long seed, StreamPurpose purpose, long phase, long shard)
    {
        var state = Mix(unchecked((ulong)seed + Golden));
        state = Absorb(state, unchecked((ulong)purpose));
        state = Absorb(state, unchecked((ulong)phase));
        return Absorb(state, unchecked((ulong)shard));
    }

    /// <summary>
    /// A bijection in which every input bit flips every output bit with a probability near one half: the finalizer of SplitMix64
    /// (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014; constants by David Stafford, "Mix13").
    /// Source: https://prng.di.unimi.it/splitmix64.c
    /// </summary>
    internal static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Absorb(ulong state, ulong word) => Mix(unchecked((state ^ word) + Golden));
}
