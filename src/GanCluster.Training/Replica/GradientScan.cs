using System.Runtime.Intrinsics;

namespace GanCluster.Training.Replica;

/// <summary>
/// The sum of squares of a chunk in double, and whether all of it is finite. The order of the sum is fixed: eight running sums by place modulo 8,
/// then those in order. It doesn't follow the machine's vector width.
/// </summary>
internal static unsafe class GradientScan
{
    /// <param name="values">A multiple of 16 floats.</param>
    /// <param name="length">Count of floats.</param>
    /// <returns>The sum of squares: not finite exactly if a value isn't, since a float's square can't overflow a double.</returns>
    public static double SumOfSquares(float* values, long length)
    {
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        for (long i = 0; i < length; i += Vector256<float>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Load(values + i));
            low += first * first;
            high += second * second;
        }

        var sum = 0.0;
        for (var place = 0; place < 4; place++) sum += low[place];
        for (var place = 0; place < 4; place++) sum += high[place];
        return sum;
    }
}
