using System.Numerics;

namespace GanCluster.Training.Replica;

/// <summary>Copies floats and says whether all were finite, in one pass.</summary>
internal static unsafe class FiniteCopy
{
    private const int Exponent = 0x7f80_0000;

    /// <summary>
    /// Copies, zeroes the gap up to the next multiple of 16 floats, and returns whether no value was NaN or infinite. Every NaN becomes the
    /// processor's own one: of two different NaNs a sum keeps its first operand, and the order of operands isn't fixed.
    /// </summary>
    public static bool ToGap(float* source, float* destination, long length)
    {
        var allOnes = new Vector<int>(Exponent);
        var found = Vector<int>.Zero;
        long i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = Vector.Load(source + i);
            values.Store(destination + i);
            found |= Vector.Equals(Vector.AsVectorInt32(values) & allOnes, allOnes);
        }

        var finite = found == Vector<int>.Zero;
        for (; i < length; i++)
        {
            destination[i] = source[i];
            finite &= float.IsFinite(source[i]);
        }

        if (!finite) UnifyNaNs(destination, length);
        for (; i % Core.Memory.AlignedBuffer.FloatsPerUnit != 0; i++) destination[i] = 0;
        return finite;
    }

    private static void UnifyNaNs(float* values, long length)
    {
        for (long i = 0; i < length; i++)
        {
            if (float.IsNaN(values[i])) values[i] = float.NaN;
        }
    }
}
