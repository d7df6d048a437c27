using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;

namespace GanCluster.Training.Evaluation;

/// <summary>A generator's points, and between what their figures lie.</summary>
/// <param name="Generated">The generator's own.</param>
/// <param name="Floor">Samples of the mixture, fresh ones: what a perfect generator would have.</param>
/// <param name="Ceiling">The generator of this run before any training.</param>
public sealed record PointEvaluation(PointQuality Generated, PointQuality Floor, PointQuality Ceiling)
{
    /// <param name="values">The generator's, as its layout has them.</param>
    /// <param name="seed">Of the latents, of the mixture's samples and of the bootstrap.</param>
    public static PointEvaluation Of(Network generator, AlignedBuffer values, RunOptions options, int samples, long seed)
    {
        var mixture = (GaussianMixture)SamplesToJudge.Fresh(options, samples, seed);
        var (generated, real, ceiling) = SamplesToJudge.OfAll(generator, values, options, mixture, seed);
        return new PointEvaluation(Judged(generated), Judged(real), Judged(ceiling));

        PointQuality Judged(float[] points) => PointQuality.Of(ModeTally.Of(points, mixture), seed);
    }
}
