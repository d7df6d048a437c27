using GanCluster.Core;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Export;
using GanCluster.Training.Export.Onnx;
using GanCluster.Training.Networks;
using GanCluster.Training.Sampling;
using GanCluster.Training.Tests.Engine;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Export.Onnx;

public class OnnxModelTests
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<NetworkKind, ResidualBlock, Normalization, Activation, int, Switch, int> Generators
    {
        get
        {
            var data = new TheoryData<NetworkKind, ResidualBlock, Normalization, Activation, int, Switch, int>();
            foreach (var normalization in Enum.GetValues<Normalization>())
            {
                // Classes, spectral norm and channels in turn, so that each stands with each network.
                data.Add(NetworkKind.Mlp, default, normalization, Activation.LeakyRelu, 0, Switch.Off, 1);
                data.Add(NetworkKind.Mlp, default, normalization, Activation.Elu, 3, Switch.On, 3);
                data.Add(NetworkKind.Dcgan, default, normalization, Activation.Relu, 0, Switch.On, 3);
                data.Add(NetworkKind.Dcgan, default, normalization, Activation.Tanh, 10, Switch.Off, 1);
                data.Add(NetworkKind.Resnet, ResidualBlock.Plain, normalization, Activation.Silu, 0, Switch.Off, 3);
                data.Add(NetworkKind.Resnet, ResidualBlock.Plain, normalization, Activation.Relu, 10, Switch.On, 1);
                data.Add(NetworkKind.Resnet, ResidualBlock.Bottleneck, normalization, Activation.LeakyRelu, 0, Switch.On, 1);
                data.Add(NetworkKind.Resnet, ResidualBlock.Bottleneck, normalization, Activation.Elu, 2, Switch.Off, 3);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void OnnxModel_AnyGenerator_GivesTheSameImages(
        NetworkKind kind, ResidualBlock block, Normalization normalization, Activation activation, int classes, Switch spectralNorm, int channels)
    {
        var options = TinyOptions.Of(kind, normalization, activation).Generator with { Block = block, SpectralNorm = spectralNorm };
        // 28 pixels are 7, doubled: the odd size that Fashion-MNIST has.
        AssertAlike(NetworkBuilder.Generator(options, [channels, 28, 28], classes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void OnnxModel_GeneratorOfPoints_GivesTheSamePoints(int classes) =>
        AssertAlike(NetworkBuilder.Generator(TinyOptions.Of(normalization: Normalization.Batch).Generator, [2], classes));

    [Fact]
    public void OnnxModel_PaperRecipe_GivesTheSameImages() =>
        AssertAlike(NetworkBuilder.Generator(TinyOptions.Paper().Generator with { Activation = Activation.Maxout, Dropout = 0.5, InputDropout = 0.1 }, [1, 16, 16]));

    // Through everything between a trainer and a user: the moving average, batch norm's statistics after training, the sampler's latents and classes.
    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    [InlineData(NetworkKind.Resnet)]
    public void OnnxModel_TrainedConditionalGenerator_GivesTheSampledImages(NetworkKind kind)
    {
        var options = TinyOptions.Of(kind, Normalization.Batch, optimizer: new OptimizerOptions { LearningRate = 0.01 });
        options = options with { Training = options.Training with { Conditional = Conditioning.On }, Generator = options.Generator with { SpectralNorm = Switch.On, MovingAverage = 0.5 } };
        using var run = new TestRun(options, new NoiseImages(1, 16, 16) { Classes = ["a", "b", "c"] });
        run.Run(12);
        var network = run.Trainer.Generator;
        using var values = new AlignedBuffer(network.Layout.Length);
        run.Trainer.CopySamplingGenerator(values);
        using var sampler = new GeneratorSampler(network);
        sampler.Load(values);
        using var model = new LoadedModel(network, values);

        var plan = new SamplePlan { Seed = 3, Count = 7 };
        AssertClose(sampler.Draw(plan), model.Run(sampler.Latents(plan), [7, network.InputShape[0]], [0, 1, 2, 0, 1, 2, 0]));
    }

    [Fact]
    public void OnnxModel_Conditional_HasTheDocumentedInputsAndOutput()
    {
        using var network = new PerturbedNetwork(NetworkBuilder.Generator(TinyOptions.Of().Generator, [3, 16, 16], classes: 4));
        using var model = new LoadedModel(network.Network, network.Values);

        Assert.Equal(["labels", "latent"], model.Inputs.Keys.Order());
        Assert.Equal((typeof(float), "-1 5", "N "), Described(model.Inputs["latent"]));
        Assert.Equal((typeof(long), "-1", "N"), Described(model.Inputs["labels"]));
        Assert.Equal((typeof(float), "-1 3 16 16", "N   "), Described(Assert.Single(model.Outputs, output => output.Key == "samples").Value));
        Assert.Equal("GanCluster", model.Metadata.ProducerName);
        Assert.Equal("7", model.Metadata.CustomMetadataMap["step"]);

        static (Type, string, string) Described(NodeMetadata value) => (value.ElementType, string.Join(' ', value.Dimensions), string.Join(' ', value.SymbolicDimensions));
    }

    [Fact]
    public void OnnxModel_WithoutClasses_TakesTheLatentAlone()
    {
        using var network = new PerturbedNetwork(NetworkBuilder.Generator(TinyOptions.Of().Generator, [3, 16, 16]));
        using var model = new LoadedModel(network.Network, network.Values);
        Assert.Equal(["latent"], model.Inputs.Keys);
    }

    [Fact]
    public void OnnxModel_ClassThatIsNotThere_IsRefusedWhenItRuns()
    {
        using var network = new PerturbedNetwork(NetworkBuilder.Generator(TinyOptions.Of().Generator, [1, 16, 16], classes: 4));
        using var model = new LoadedModel(network.Network, network.Values);
        Assert.Equal(256, model.Run(new float[5], [1, 5], [3]).Length);
        Assert.Throws<OnnxRuntimeException>(() => model.Run(new float[5], [1, 5], [4]));
    }

    [Fact]
    public void OnnxModel_SameValues_AreTheSameBytes()
    {
        using var network = new PerturbedNetwork(NetworkBuilder.Generator(TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch).Generator, [1, 16, 16]));
        var bytes = LoadedModel.Written(network.Network, network.Values);
        Assert.Equal(bytes, LoadedModel.Written(network.Network, network.Values));
        network.Values.Span[0]++;
        Assert.NotEqual(bytes, LoadedModel.Written(network.Network, network.Values));
    }

    [Fact]
    public void OnnxModel_LayerWithoutForm_IsRefusedByName()
    {
        var network = new Network("generator", [5], [new Doubling()]);
        using var values = new AlignedBuffer(network.Layout.Length);
        using var weights = new PlainWeights(network, values);
        var refusal = Assert.Throws<UnusableInputException>(() => new OnnxModel(network, weights, new Dictionary<string, string>()));
        Assert.Contains("twice", refusal.Message);
        Assert.Contains("--format safetensors", refusal.Message);
    }

    private static void AssertAlike(Network network)
    {
        using var perturbed = new PerturbedNetwork(network);
        using var model = new LoadedModel(network, perturbed.Values);
        foreach (var batch in new[] { 1, 5 })
        {
            var (latents, labels) = (Noise.Of(batch, network.InputShape), Noise.Labels(batch, network.Classes));
            IReadOnlyList<long> shape = [batch, .. network.InputShape];
            AssertClose(perturbed.Run(latents, shape, labels), model.Run(latents, shape, labels));
        }
    }

    private static void AssertClose(float[] own, float[] others)
    {
        Assert.Equal(own.Length, others.Length);
        Assert.True(own.Distinct().Count() > own.Length / 4, "a constant proves nothing");
        for (var i = 0; i < own.Length; i++) Assert.Equal(own[i], others[i], Tolerance);
    }

    // A layer of somebody else.
    private sealed class Doubling : ILayer
    {
        public string Name => "twice";

        public IReadOnlyList<TensorSpec> Tensors => [];

        public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.mul(input);
    }
}
