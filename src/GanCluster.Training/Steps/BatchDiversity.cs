using System.Runtime.Intrinsics;
using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// How alike the samples of a batch are: the mean of k(a, b) = 1 / (1 + ‖a − b‖² / h²)² over all pairs, whose inverse is the number of samples that can be told apart (of m modes that
/// lie far from one another, each as likely, it is m). It is the order-2 Vendi score (Friedman and Dieng 2023, https://arxiv.org/abs/2210.02410; Pasarkar and Dieng 2024) without the pairs
/// of a sample with itself, so that its mean doesn't depend on the size of the batch. h² is a share of the mean squared distance of the real samples, for both kinds.
/// </summary>
/// <param name="width">h² as a share of that mean.</param>
/// <remarks>Nothing but sums, products and quotients in a fixed order, in vectors of four whatever the machine has: the same bytes everywhere, as gradients must be.</remarks>
public sealed unsafe class BatchDiversity(float width)
{
    /// <summary>Points that lie a quarter of the mean distance apart are told apart: neighbours among 25 modes.</summary>
    public const float OfPoints = 1 / 16f;

    /// <summary>Distances between images differ less from one another than those between points.</summary>
    public const float OfImages = 1 / 4f;

    // More pairs would cost more than they tell: a window has thousands of shards.
    private const int MostSamples = 16;

    /// <param name="real"><c>[batch, ...sample]</c>, as the data has them.</param>
    /// <param name="fake"><c>[batch, ...sample]</c>, as the generator gives them.</param>
    /// <returns>0 to 1 each.</returns>
    public (float Real, float Fake) Similarities(Tensor real, Tensor fake)
    {
        var samples = (int)Math.Min(MostSamples, real.shape[0]);
        var length = real.NumberOfElements / real.shape[0];
        Span<float> distances = stackalloc float[samples * (samples - 1) / 2];
        Squares(real, samples, length, distances);
        var sum = 0f;
        foreach (var distance in distances) sum += distance;
        var scale = width * sum / distances.Length;
        var ofReal = Similarity(distances, scale);
        Squares(fake, samples, length, distances);
        return (ofReal, Similarity(distances, scale));
    }

    private static float Similarity(ReadOnlySpan<float> distances, float scale)
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

    private static void Squares(Tensor batch, int samples, long length, Span<float> distances)
    {
        using var here = batch.device_type == DeviceType.CPU && batch.is_contiguous() ? null : batch.narrow(0, 0, samples).cpu().contiguous();
        var values = FlatPointer.Of(here ?? batch);
        var pair = 0;
        for (var one = 0; one < samples; one++)
        {
            for (var other = one + 1; other < samples; other++) distances[pair++] = Square(values + one * length, values + other * length, length);
        }
    }

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
