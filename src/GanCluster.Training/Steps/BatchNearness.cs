using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// How near generated points are to real ones, where real ones are to one another: the mean of k(a, b) = 1 / (1 + ‖a − b‖² / h²)² over pairs, h² being a 256th of the mean squared distance of
/// the real points, so that neighbours among 25 modes count as far. Diversity can't tell a grid from points that are strewn over it; this does: only who lands on a mode is near.
/// </summary>
public static class BatchNearness
{
    private const float Width = 1 / 256f;

    /// <param name="real"><c>[batch, ...sample]</c>, as the discriminator sees them: under noise, the generator has only the sum with the noise to match.</param>
    /// <param name="fake">As many.</param>
    /// <returns>0 to 1 each: of two real ones, of a real and a generated one.</returns>
    public static (float Real, float Cross) Of(Tensor real, Tensor fake)
    {
        var samples = PairDistances.SamplesOf(real);
        var length = real.NumberOfElements / real.shape[0];
        Span<float> within = stackalloc float[samples * (samples - 1) / 2], between = stackalloc float[samples * samples];
        PairDistances.Within(real, samples, length, within);
        PairDistances.Between(real, fake, samples, length, between);
        var scale = Width * PairDistances.Mean(within);
        return (PairDistances.Similarity(within, scale), PairDistances.Similarity(between, scale));
    }
}
