namespace GanCluster.Core.Data;

/// <summary>
/// The integer mixer of SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with
/// David Stafford's constants ("Mix13"). Source: https://prng.di.unimi.it/splitmix64.c
/// </summary>
public static class SplitMix64
{
    /// <summary>2⁶⁴ divided by the golden ratio, odd: Mix(s + Step), Mix(s + 2·Step), ... is the generator's sequence from state s.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>A bijection of 64 bits in which every bit of the input flips every bit of the output with a probability near one half.</summary>
    public static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
