using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;
using GanCluster.Training.Tests.Engine;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Networks;

public class NetworkBuilderTests
{
    [Theory]
    [InlineData(28, 1)]
    [InlineData(28, 3)]
    [InlineData(32, 1)]
    [InlineData(32, 3)]
    [InlineData(64, 1)]
    [InlineData(64, 3)]
    [InlineData(128, 3)]
    public void Dcgan_EachSizeAndChannels_MakesAndJudgesSuchImages(int size, int channels)
    {
        foreach (var normalization in Enum.GetValues<Normalization>())
            AssertFits(TinyOptions.Of(NetworkKind.Dcgan, normalization), [channels, size, size]);
    }

    [Theory]
    [InlineData(28, 1, ResidualBlock.Plain)]
    [InlineData(28, 3, ResidualBlock.Bottleneck)]
    [InlineData(48, 1, ResidualBlock.Plain)]
    [InlineData(128, 3, ResidualBlock.Plain)]
    [InlineData(128, 1, ResidualBlock.Bottleneck)]
    public void Resnet_EachSizeAndBlock_MakesAndJudgesSuchImages(int size, int channels, ResidualBlock block)
    {
        foreach (var normalization in block == ResidualBlock.Plain ? Enum.GetValues<Normalization>() : [Normalization.None])
        {
            var options = TinyOptions.Of(NetworkKind.Resnet, normalization);
            AssertFits(options with { Generator = options.Generator with { Block = block }, Discriminator = options.Discriminator with { Block = block, SpectralNorm = block == ResidualBlock.Plain ? Switch.On : Switch.Off } }, [channels, size, size]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7, 3)]
    [InlineData(5, 6, 7, 8, 9)]
    public void Mlp_AnyHiddenLayers_FitsImagesAndPoints(params int[] hidden)
    {
        foreach (long[] shape in new long[][] { [2], [1, 5, 7] })
        {
            var options = TinyOptions.Of();
            AssertFits(
                options with { Generator = options.Generator with { Hidden = hidden }, Discriminator = options.Discriminator with { Hidden = hidden } }, shape);
        }
    }

    [Fact]
    public void Parameters_BenchmarkNetworks_AreCounted()
    {
        var mlp = new GeneratorOptions { Kind = NetworkKind.Mlp, Hidden = [256, 512, 1024] };
        Assert.Equal(1_486_352, NetworkBuilder.Generator(mlp, [1, 28, 28]).Layout.Values);
        Assert.Equal(533_505, NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [512, 256] }, [1, 28, 28]).Layout.Values);

        // Linear(100, 128·49), ConvTranspose2d(128, 64, 4), ConvTranspose2d(64, 1, 4); Conv2d(1, 64, 4), Conv2d(64, 128, 4), Linear(128·49, 1).
        var generator = NetworkBuilder.Generator(new GeneratorOptions { Kind = NetworkKind.Dcgan, Channels = 64 }, [1, 28, 28]);
        Assert.Equal(101 * 6272 + (128 * 64 * 16 + 64) + (64 * 16 + 1), generator.Layout.Values);
        var discriminator = NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Dcgan, Channels = 64 }, [1, 28, 28]);
        Assert.Equal((16 * 64 + 64) + (64 * 128 * 16 + 128) + (6272 + 1), discriminator.Layout.Values);
    }

    [Theory]
    [InlineData(1, 28, 32)]
    [InlineData(1, 30, 30)]
    [InlineData(1, 7, 7)]
    [InlineData(1, 36, 36)]
    public void Dcgan_OtherSizes_SaysWhatItNeedsAndWhatTheDataHas(params int[] shape)
    {
        long[] sample = [.. shape];
        var generator = Assert.Throws<UnusableInputException>(() => NetworkBuilder.Generator(new GeneratorOptions { Kind = NetworkKind.Dcgan }, sample));
        Assert.Contains($"[{string.Join(", ", shape)}]", generator.Message);
        Assert.Contains("generator.kind=mlp", generator.Message);
        var discriminator = Assert.Throws<UnusableInputException>(() => NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Dcgan }, sample));
        Assert.Contains("discriminator.kind=mlp", discriminator.Message);
    }

    [Fact]
    public void Dcgan_Points_SaysSo() => Assert.Throws<UnusableInputException>(() => NetworkBuilder.Generator(new GeneratorOptions { Kind = NetworkKind.Dcgan }, [2]));

    public static TheoryData<string, string, string> Misfits => new()
    {
        { "dense", "[3, 4]", "[10]" },
        { "down", "[3, 5, 4]", "[3, even height, even width]" },
        { "up", "[2, 4, 4]", "[3, height, width]" },
        { "batch", "[4, 2, 2]", "[6] or [6, height, width]" },
        { "group", "[6, 2, 2]", "channels divisible by 4 groups" },
        { "flat", "[2, 3]", "7 values" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Network_LayerThatDoesNotFit_NamesItWhatItGotAndWhatItExpects(string layer, string got, string expected)
    {
        (ILayer Layer, long[] Input) misfit = layer switch
        {
            "dense" => (new Dense(layer, 10, 2), [3, 4]),
            "down" => (new Convolution(layer, 3, 2), [3, 5, 4]),
            "up" => (new TransposedConvolution(layer, 3, 2), [2, 4, 4]),
            "batch" => (new BatchNormalization(layer, 6), [4, 2, 2]),
            "group" => (new GroupNormalization(layer, 6, 4), [6, 2, 2]),
            _ => (new Reshape(layer, [7]), [2, 3]),
        };
        var failure = Assert.Throws<NetworkShapeException>(() => new Network("n", misfit.Input, [new Activate("before", Activation.Relu), misfit.Layer]));
        Assert.Equal($"layer {layer} got an input of shape {got}, but expects ", failure.Message[..failure.Message.IndexOf("expects ", StringComparison.Ordinal)] + "expects ");
        Assert.Contains($"{expected}: ", failure.Message);
    }

    [Fact]
    public void Network_Buffers_LieBehindAllParameters()
    {
        var network = NetworkBuilder.Generator(TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch).Generator, [1, 16, 16]);
        Assert.True(network.HasBatchStatistics);
        Assert.All(network.Specs.Take(network.ParameterCount), spec => Assert.False(spec.IsBuffer));
        Assert.All(network.Specs.Skip(network.ParameterCount), spec => Assert.True(spec.IsBuffer));
        Assert.Equal(network.ParameterLength, network.Layout.Entries[network.ParameterCount].Offset);
        Assert.Equal(network.Specs.Count, network.Specs.Select(spec => spec.Name).Distinct().Count());
    }

    private static void AssertFits(RunOptions options, long[] shape)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var noGradients = no_grad();
        var (generator, discriminator) = (NetworkBuilder.Generator(options.Generator, shape), NetworkBuilder.Discriminator(options.Discriminator, shape));
        var samples = generator.Forward(ones(3, options.Generator.Latent), Tensors(generator), training: true);
        Assert.Equal([3, .. shape], samples.shape);
        Assert.Equal(shape, generator.OutputShape);
        Assert.Equal([3, 1], discriminator.Forward(samples, Tensors(discriminator), training: true).shape);
        Assert.Equal([1], discriminator.OutputShape);
    }

    private static Tensor[] Tensors(Network network) => [.. network.Specs.Select(spec => ones([.. spec.Shape]))];
}
