using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Sampling;

namespace GanCluster.Training.Evaluation;

/// <summary>Samples for any figure, as the networks see them, as many of each.</summary>
/// <param name="Data">Of the data, in an order by chance.</param>
/// <param name="Untrained">Of the generator of this run before any training.</param>
public sealed record SamplesToJudge(float[] Generated, float[] Data, float[] Untrained)
{
    /// <param name="values">The generator's, as its layout has them.</param>
    /// <param name="count">At most as many as the data has.</param>
    /// <param name="seed">Of the latents, and of the order of the data.</param>
    public static SamplesToJudge Of(Network generator, AlignedBuffer values, RunOptions options, ITrainingData data, int count, long seed)
    {
        var places = new long[count];
        new SampleOrder(data.Count, seed).Fill(0, places);
        return Of(generator, values, options, data, places, seed);
    }

    /// <summary>As many as the data has, which are taken as they lie.</summary>
    /// <param name="data">Drawn by chance: see <see cref="Fresh"/>.</param>
    internal static SamplesToJudge OfAll(Network generator, AlignedBuffer values, RunOptions options, ITrainingData data, long seed) =>
        Of(generator, values, options, data, AllOf(data), seed);

    /// <summary>Data that are drawn from a seed, other ones than the run was trained on.</summary>
    internal static ITrainingData Fresh(RunOptions options, int count, long seed) =>
        TrainingDataSource.Open(options.Data with { Points = count }, unchecked(options.Training.Seed ^ long.MaxValue) ^ seed);

    internal static long[] AllOf(ITrainingData data) => [.. Enumerable.Range(0, (int)data.Count).Select(place => (long)place)];

    private static SamplesToJudge Of(Network generator, AlignedBuffer values, RunOptions options, ITrainingData data, long[] places, long seed)
    {
        using var sampler = new GeneratorSampler(generator);
        sampler.Load(values);
        var generated = sampler.Draw(seed, 0, places.Length);

        using var initial = NetworkReplica.InitialGenerator(generator, options);
        sampler.Load(initial);
        var real = new float[places.Length * sampler.SampleSize];
        data.Fill(places, real);
        return new SamplesToJudge(generated, real, sampler.Draw(seed, 0, places.Length));
    }
}
