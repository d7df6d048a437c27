using System.Runtime.Intrinsics;
using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>Squared distances between samples of a batch, of which at most 16 count, and how alike they make them.</summary>
/// <remarks>Nothing but sums, products and quotients in a fixed order, in vectors of four whatever the machine has: the same bytes everywhere, as gradients must be.</remarks>
internal static unsafe class PairDistances
{
    // More pairs would cost more than they tell: a window has thousands of shards.
    private const int MostSamples = 16;

    public static int SamplesOf(Tensor batch) => (int)Math.Min(MostSamples, batch.shape[0]);

    /// <summary>Of each pair of different samples.</summary>
    public static void Within(Tensor batch, int samples, long length, Span<float> distances)
    {
        using var here = Here(batch, samples);
        var values = FlatPointer.Of(here ?? batch);
        var pair = 0;
        for (var one = 0; one < samples; one++)
        {
            for (var other = one + 1; other < samples; other++) distances[pair++] = Square(values + one * length, values + other * length, length);
        }
    }

    /// <summary>Of each sample of one batch and each of another.</summary>
    public static void Between(Tensor left, Tensor right, int samples, long length, Span<float> distances)
    {
        using Tensor? leftHere = Here(left, samples), rightHere = Here(right, samples);
        float* leftValues = FlatPointer.Of(leftHere ?? left), rightValues = FlatPointer.Of(rightHere ?? right);
        var pair = 0;
        for (var one = 0; one < samples; one++)
        {
            for (var other = 0; other < samples; other++) distances[pair++] = Square(leftValues + one * length, rightValues + other * length, length);
        }
    }

    public static float Mean(ReadOnlySpan<float> distances)
    {
        var sum = 0f;
        foreach (var distance in distances) sum += distance;
        return sum / distances.Length;
    }

    /// <summary>The mean of 1 / (1 + d² / h²)².</summary>
    /// <param name="scale">h²</param>
    public static float Similarity(ReadOnlySpan<float> distances, float scale)
    {
        var sum = 0f;
        foreach (var distance in distances)
        {
            // Where all real samples are equal, so are two generated ones only if nothing lies between them.
            var root = scale > 0 ? 1 / (1 + distance / scale) : distance == 0 ? 1 : 0;
            sum += root * root;
        }

        return sum / distances.Length;
    }

    private static Tensor? Here(Tensor batch, int samples) =>
        batch.device_type == DeviceType.CPU && batch.is_contiguous() ? null : batch.narrow(0, 0, samples).cpu().contiguous();

    // Four running vectors, so that additions don't wait for one another.
    private static float Square(float* one, float* other, long length)
    {
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        long i = 0;
        for (; i <= length - 16; i += 16)
        {
            a += Squared(one + i, other + i);
            b += Squared(one + i + 4, other + i + 4);
            c += Squared(one + i + 8, other + i + 8);
            d += Squared(one + i + 12, other + i + 12);
        }

        var sums = (a + b) + (c + d);
        var sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < length; i++) sum += (one[i] - other[i]) * (one[i] - other[i]);
        return sum;
    }

    private static Vector128<float> Squared(float* one, float* other)
    {
        var difference = Vector128.Load(one) - Vector128.Load(other);
        return difference * difference;
    }
}
