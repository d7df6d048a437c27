using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// How alike the samples of a batch are: the mean of k(a, b) = 1 / (1 + ‖a − b‖² / h²)² over all pairs, whose inverse is the number of samples that can be told apart (of m modes that
/// lie far from one another, each as likely, it is m). It is the order-2 Vendi score (Friedman and Dieng 2023, https://arxiv.org/abs/2210.02410; Pasarkar and Dieng 2024) without the pairs
/// of a sample with itself, so that its mean doesn't depend on the size of the batch. h² is a share of the mean squared distance of the real samples, for both kinds.
/// </summary>
/// <param name="width">h² as a share of that mean.</param>
public sealed class BatchDiversity(float width)
{
    /// <summary>Points that lie a quarter of the mean distance apart are told apart: neighbours among 25 modes.</summary>
    public const float OfPoints = 1 / 16f;

    /// <summary>Distances between images differ less from one another than those between points.</summary>
    public const float OfImages = 1 / 4f;

    /// <param name="real"><c>[batch, ...sample]</c>, as the data has them.</param>
    /// <param name="fake"><c>[batch, ...sample]</c>, as the generator gives them.</param>
    /// <returns>0 to 1 each.</returns>
    public (float Real, float Fake) Similarities(Tensor real, Tensor fake)
    {
        var samples = PairDistances.SamplesOf(real);
        var length = real.NumberOfElements / real.shape[0];
        Span<float> distances = stackalloc float[samples * (samples - 1) / 2];
        PairDistances.Within(real, samples, length, distances);
        var scale = width * PairDistances.Mean(distances);
        var ofReal = PairDistances.Similarity(distances, scale);
        PairDistances.Within(fake, samples, length, distances);
        return (ofReal, PairDistances.Similarity(distances, scale));
    }
}
