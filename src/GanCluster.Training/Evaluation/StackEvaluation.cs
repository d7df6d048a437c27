using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Features;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Sampling;

namespace GanCluster.Training.Evaluation;

/// <summary>A generator's stacks, and between what their figures lie.</summary>
/// <param name="Generated">The generator's own.</param>
/// <param name="Floor">Stacks of the data, other ones than it was trained on.</param>
/// <param name="Ceiling">The generator of this run before any training.</param>
public sealed record StackEvaluation(StackQuality Generated, StackQuality Floor, StackQuality Ceiling)
{
    /// <param name="values">The generator's, as its layout has them.</param>
    /// <param name="seed">Of the latents and of the data's stacks.</param>
    public static StackEvaluation Of(Network generator, AlignedBuffer values, RunOptions options, Classifier classifier, int samples, long seed)
    {
        using var sampler = new GeneratorSampler(generator);
        using var initial = NetworkReplica.InitialGenerator(generator, options);
        var real = SamplesToJudge.Fresh(options, samples, seed);
        // One after another: each takes 9 kB a sample.
        return new StackEvaluation(Judged(Drawn(values)), Judged(Real()), Judged(Drawn(initial)));

        float[] Drawn(AlignedBuffer of)
        {
            sampler.Load(of);
            return sampler.Draw(seed, 0, samples);
        }

        float[] Real()
        {
            var stacks = new float[samples * sampler.SampleSize];
            real.Fill(SamplesToJudge.AllOf(real), stacks);
            return stacks;
        }

        StackQuality Judged(float[] stacks) => StackQuality.Of(stacks, StackedImages.Channels, classifier);
    }
}
