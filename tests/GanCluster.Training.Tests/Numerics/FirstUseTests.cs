using GanCluster.Core.Options;
using GanCluster.Training.Sampling;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Numerics;

/// <summary>
/// Libraries choose and cache kernels when a shape first comes. Which shape came first, and on which thread, must not show.
/// </summary>
public class FirstUseTests
{
    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    public void Digest_GeneratorPhaseFirst_IsTheSame(NetworkKind kind)
    {
        var options = TinyOptions.Of(kind, Normalization.Batch);
        using var usual = new TestRun(options);
        usual.Run(1);
        using var beforeGenerator = usual.Trainer.Snapshot();
        usual.Run(5);

        using var other = new TestRun(options);
        other.Trainer.Restore(beforeGenerator);
        other.Run(5);
        Assert.Equal((usual.Trainer.Digest(), usual.Trainer.Lineage), (other.Trainer.Digest(), other.Trainer.Lineage));
    }

    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    public void Digest_SamplesFirst_IsTheSame(NetworkKind kind)
    {
        var options = TinyOptions.Of(kind, Normalization.Batch);
        using var usual = new TestRun(options);
        usual.Run(6);

        using var other = new TestRun(options, lanes: 2);
        using var sampler = new GeneratorSampler(other.Trainer.Generator);
        sampler.Draw(1, 0, 70);
        other.Run(3);
        sampler.Draw(1, 0, 2);
        other.Run(3);
        Assert.Equal((usual.Trainer.Digest(), usual.Trainer.Lineage), (other.Trainer.Digest(), other.Trainer.Lineage));
    }
}
