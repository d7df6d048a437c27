using GanCluster.Core.Data;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// How well points cover a mixture, by the protocol of PacGAN (Lin et al. 2018, https://arxiv.org/abs/1712.04086, section 4.1): 2,500 samples; a sample is of high quality within three
/// standard deviations of the nearest mode; a mode is found if one such sample lies by it.
/// </summary>
/// <param name="Samples">How many were judged.</param>
/// <param name="Modes">Modes that were found.</param>
/// <param name="ModesThereAre">Modes of the mixture.</param>
/// <param name="HighQuality">Share of the samples, 0 to 1. Samples of the mixture itself have 0.989: more says that they lie too close to the centres.</param>
/// <param name="ReverseKl">KL(samples ‖ mixture) over the modes, each sample counted at its nearest, in nats.</param>
public sealed record PointQuality(int Samples, Estimate Modes, int ModesThereAre, Estimate HighQuality, Estimate ReverseKl)
{
    public const int ProtocolSamples = 2500;

    private const int Resamples = 1000;

    /// <param name="seed">Of the bootstrap.</param>
    public static PointQuality Of(ModeTally tally, long seed)
    {
        var (modes, good, kl) = Figures(tally, place => place);
        var random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Evaluation, 0, 0));
        var (allModes, allGood, allKl) = (new double[Resamples], new double[Resamples], new double[Resamples]);
        for (var i = 0; i < Resamples; i++) (allModes[i], allGood[i], allKl[i]) = Figures(tally, _ => random.NextBelow(tally.Mode.Length));
        return new PointQuality(tally.Mode.Length, Within(modes, allModes), tally.Modes, Within(good, allGood), Within(kl, allKl));
    }

    private static (double Modes, double HighQuality, double ReverseKl) Figures(ModeTally tally, Func<int, int> choose)
    {
        var (nearest, good) = (new int[tally.Modes], new int[tally.Modes]);
        for (var i = 0; i < tally.Mode.Length; i++)
        {
            var chosen = choose(i);
            nearest[tally.Mode[chosen]]++;
            if (tally.IsGood[chosen]) good[tally.Mode[chosen]]++;
        }

        var count = (double)tally.Mode.Length;
        var kl = nearest.Where(each => each > 0).Sum(each => each / count * Math.Log(each / count * tally.Modes));
        return (good.Count(each => each > 0), good.Sum() / count, kl);
    }

    private static Estimate Within(double value, double[] resampled)
    {
        Array.Sort(resampled);
        return new Estimate(value, resampled[Resamples / 40], resampled[Resamples - 1 - Resamples / 40]);
    }
}
