using System.Numerics;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Averaging;

/// <summary>Elementwise arithmetic on ranges whose offset and length are multiples of 16 floats: IEEE, the same at every vector width.</summary>
public static unsafe class VectorSum
{
    /// <summary>sum ← sum + addend</summary>
    public static void Add(AlignedBuffer sum, AlignedBuffer addend, long offset, long length)
    {
        float* to = sum.Pointer + offset, from = addend.Pointer + offset;
        for (long i = 0; i < length; i += Vector<float>.Count) (Vector.Load(to + i) + Vector.Load(from + i)).Store(to + i);
    }

    /// <summary>values ← values / divisor</summary>
    public static void Divide(AlignedBuffer values, int divisor, long offset, long length)
    {
        var to = values.Pointer + offset;
        if (BitOperations.IsPow2(divisor))
        {
            // The reciprocal is exact, so the product is the quotient to the bit, several times as fast.
            var factor = new Vector<float>(1f / divisor);
            for (long i = 0; i < length; i += Vector<float>.Count) (Vector.Load(to + i) * factor).Store(to + i);
            return;
        }

        var by = new Vector<float>(divisor);
        for (long i = 0; i < length; i += Vector<float>.Count) (Vector.Load(to + i) / by).Store(to + i);
    }

    /// <summary>sum ← left + right. <paramref name="sum"/> may be one of the two; all are of one length, a multiple of 16 floats.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, sum.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, sum.Length);
        fixed (float* to = sum, one = left, other = right)
        {
            for (var i = 0; i < sum.Length; i += Vector<float>.Count) (Vector.Load(one + i) + Vector.Load(other + i)).Store(to + i);
        }
    }

    /// <summary>quotient ← values / divisor, as <see cref="Divide(AlignedBuffer, int, long, long)"/> divides.</summary>
    public static void Divide(Span<float> quotient, ReadOnlySpan<float> values, int divisor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, quotient.Length);
        var exact = BitOperations.IsPow2(divisor);
        var by = new Vector<float>(exact ? 1f / divisor : divisor);
        fixed (float* to = quotient, from = values)
        {
            if (exact) for (var i = 0; i < values.Length; i += Vector<float>.Count) (Vector.Load(from + i) * by).Store(to + i);
            else for (var i = 0; i < values.Length; i += Vector<float>.Count) (Vector.Load(from + i) / by).Store(to + i);
        }
    }
}
