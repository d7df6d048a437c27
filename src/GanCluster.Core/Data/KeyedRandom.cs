using System.Numerics;

namespace GanCluster.Core.Data;

/// <summary>
/// A small generator without allocations, for what is drawn in managed code: xoshiro256** (Blackman, Vigna: "Scrambled linear
/// pseudorandom number generators", 2021), its state filled by SplitMix64 as its authors advise.
/// Source: https://prng.di.unimi.it/xoshiro256starstar.c
/// </summary>
/// <remarks>
/// A mutable struct: keep it in a local or a field, and pass it by reference. Integers and <see cref="NextDouble"/> are the same on
/// every machine. <see cref="NextNormal"/> takes its logarithm from libm, whose last bit differs between versions: what is made of
/// it must enter a fingerprint.
/// </remarks>
public struct KeyedRandom
{
    private ulong _a, _b, _c, _d;
    private double _spare;
    private bool _hasSpare;

    public KeyedRandom(ulong seed)
    {
        unchecked
        {
            _a = SplitMix64.Mix(seed + SplitMix64.Step);
            _b = SplitMix64.Mix(seed + (2 * SplitMix64.Step));
            _c = SplitMix64.Mix(seed + (3 * SplitMix64.Step));
            _d = SplitMix64.Mix(seed + (4 * SplitMix64.Step));
        }
    }

    /// <summary>64 bits, each 0 or 1 with equal probability.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform over the multiples of 2⁻⁵³ from 0 to below 1.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform from 0 to <paramref name="bound"/> − 1, without bias (Lemire: "Fast random integer generation in an interval", 2019).</summary>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low >= range) return (int)high;
        var threshold = unchecked(0 - range) % range;
        while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        return (int)high;
    }

    /// <summary>Standard normal, by Marsaglia's polar method (SIAM Review 6, 1964): two values for each pair accepted.</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double x, y, square;
        do
        {
            x = (2 * NextDouble()) - 1;
            y = (2 * NextDouble()) - 1;
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * scale;
        _hasSpare = true;
        return x * scale;
    }
}
