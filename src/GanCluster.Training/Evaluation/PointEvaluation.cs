using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Sampling;

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
        using var sampler = new GeneratorSampler(generator);
        sampler.Load(values);
        var generated = sampler.Draw(seed, 0, samples);

        using var untrained = new NetworkReplica(generator, options.Generator, options.Training.Seed, networkKey: 0);
        using var initial = NetworkReplica.CopyOf(untrained);
        sampler.Load(initial);
        var ceiling = sampler.Draw(seed, 0, samples);

        // Another seed than the training data's.
        var mixture = MixtureOf(options.Data.Source, samples, unchecked(options.Training.Seed ^ long.MaxValue) ^ seed);
        var real = new float[2 * samples];
        mixture.Fill([.. Enumerable.Range(0, samples).Select(place => (long)place)], real);
        return new PointEvaluation(Judged(generated), Judged(real), Judged(ceiling));

        PointQuality Judged(float[] points) => PointQuality.Of(ModeTally.Of(points, mixture), seed);
    }

    private static GaussianMixture MixtureOf(DataSource source, int points, long seed) => source switch
    {
        DataSource.Ring8 => GaussianMixture.Ring8(points, seed),
        DataSource.Grid25 => GaussianMixture.Grid25(points, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "no mixture"),
    };
}
