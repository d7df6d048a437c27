using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Export;
using GanCluster.Training.Networks;
using GanCluster.Training.Sampling;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Export;

public class PlainWeightsTests
{
    // A network that knows nothing of spectral norm makes the same images of them.
    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    [InlineData(NetworkKind.Resnet)]
    public void PlainWeights_SpectralNormAndBatchNorm_MakeTheSameImages(NetworkKind kind)
    {
        var plain = TinyOptions.Of(kind, Normalization.Batch);
        using var run = new TestRun(plain with { Generator = plain.Generator with { SpectralNorm = Switch.On } });
        run.Run(6);
        using var values = new AlignedBuffer(run.Trainer.Generator.Layout.Length);
        run.Trainer.CopySamplingGenerator(values);
        using var weights = new PlainWeights(run.Trainer.Generator, values);

        var network = NetworkBuilder.Generator(plain.Generator, [1, 16, 16]);
        Assert.Equal(network.Layout.Entries.Select(entry => (entry.Name, string.Join('x', entry.Shape))), weights.Layout.Entries.Select(entry => (entry.Name, string.Join('x', entry.Shape))));
        Assert.Equal(Drawn(run.Trainer.Generator, values), Drawn(network, weights.Values), (one, other) => Math.Abs(one - other) < 1e-5);
    }

    private static float[] Drawn(Network network, AlignedBuffer values)
    {
        using var sampler = new GeneratorSampler(network);
        sampler.Load(values);
        return sampler.Draw(1, 0, 5);
    }
}
