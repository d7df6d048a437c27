using System.Runtime.Intrinsics;

namespace GanCluster.Training.Replica;

/// <summary>
/// The sum of squares of a chunk in double, and whether all of it is finite. The order of the sum is fixed: sixteen running sums by place modulo 16,
/// then those in order. It doesn't follow the machine's vector width.
/// </summary>
internal static unsafe class GradientScan
{
    /// <param name="values">A multiple of 16 floats.</param>
    /// <param name="length">Count of floats.</param>
    /// <returns>The sum of squares: not finite exactly if a value isn't, since a float's square can't overflow a double.</returns>
    public static double SumOfSquares(float* values, long length)
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        for (long i = 0; i < length; i += 2 * Vector256<float>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Load(values + i));
            var (third, fourth) = Vector256.Widen(Vector256.Load(values + i + Vector256<float>.Count));
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }

        var sum = 0.0;
        for (var place = 0; place < 4; place++) sum += a[place];
        for (var place = 0; place < 4; place++) sum += b[place];
        for (var place = 0; place < 4; place++) sum += c[place];
        for (var place = 0; place < 4; place++) sum += d[place];
        return sum;
    }
}
