using GanCluster.Core.Options;
using TorchSharp;

namespace GanCluster.Training.Tests.Engine;

[Collection(AloneCollection.Name)]
public class GlobalGeneratorTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("dcgan")]
    [InlineData("gan-2014")]
    public void Training_FromConstructorToSamples_DrawsNothingFromLibtorchsGenerator(string networks)
    {
        var before = State();
        var options = networks == "gan-2014" ? TinyOptions.Paper() : TinyOptions.Of(networks == "mlp" ? NetworkKind.Mlp : NetworkKind.Dcgan, Normalization.Batch);
        using (var run = new TestRun(options, lanes: 2))
        {
            run.Run(6);
            using var sampler = new GanCluster.Training.Sampling.GeneratorSampler(run.Trainer.Generator);
            sampler.Draw(1, 0, 3);
        }

        Assert.Equal(before, State());
        using var drawn = torch.rand(1);
        Assert.NotEqual(before, State());
    }

    private static byte[] State()
    {
        using var state = torch.Generator.Default.get_state();
        return state.bytes.ToArray();
    }
}
