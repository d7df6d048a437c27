namespace GanCluster.Core.Watch;

/// <summary>The means of a full window. NaN where nothing was measured, which no rule takes for a fault.</summary>
/// <param name="First">Its first step; steps count from 1.</param>
/// <param name="Diversity">Of generated samples, where that of real ones is 1.</param>
/// <param name="Likeness">Of generated points to real ones, where that of real ones to one another is 1.</param>
/// <param name="RealSign">Mean sign of D(real).</param>
/// <param name="Skipped">Share of the phases whose average wasn't finite.</param>
public readonly record struct WatchWindow(
    long First, long Last, double Diversity, double Likeness, double DiscriminatorLoss, double RealSign, double DiscriminatorNorm, double GeneratorNorm, double Skipped)
{
    // Where nothing generated resembles anything else: a number that can still be written down.
    private const float LeastSimilarity = 1e-12f;

    public static WatchWindow Of(in WatchSums sums, long first, long last) => new(
        first,
        last,
        sums.Compared == 0 ? double.NaN : DiversityOf(sums.RealSimilarity, sums.FakeSimilarity),
        LikenessOf(sums.RealNearness, sums.CrossNearness),
        Mean(sums.Loss, sums.DiscriminatorPhases),
        Mean(sums.RealSign, sums.DiscriminatorPhases),
        Mean(sums.DiscriminatorNorm, sums.DiscriminatorPhases),
        Mean(sums.GeneratorNorm, sums.GeneratorPhases),
        Mean(sums.Skipped, sums.DiscriminatorPhases + sums.GeneratorPhases + sums.Skipped));

    /// <summary>How many generated samples can be told apart for each real one: the inverse of the similarities' ratio.</summary>
    public static float DiversityOf(float realSimilarity, float fakeSimilarity) => realSimilarity / Math.Max(fakeSimilarity, LeastSimilarity);

    /// <summary>NaN where real samples aren't near to one another either.</summary>
    public static float LikenessOf(float realNearness, float crossNearness) => realNearness > 0 ? crossNearness / realNearness : float.NaN;

    private static double Mean(float sum, int count) => count == 0 ? double.NaN : sum / count;
}
