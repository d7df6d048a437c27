using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Networks;

public sealed class OwnNetworkTests
{
    private static readonly Maker _good = new(shape => [new Dense("in", shape.Input[0], 8), new Scaled("scaled", 8), new Dense("out", 8, 256), new Reshape("image", shape.Output)]);
    private static readonly Maker _judge = new(shape => [new Reshape("flat", [256]), new Dense("in", 256, 8), new Scaled("scaled", 8), shape.Judgement(8)]);

    [Fact]
    public void Digest_OwnLayersAnyLanes_IsTheSame()
    {
        var expected = Digest(Options(_good, _judge), lanes: 1);
        foreach (var lanes in new[] { 2, 5 }) Assert.Equal(expected, Digest(Options(_good, _judge), lanes));
        var other = new Maker(shape => [.. _good.Layers(shape).Select(layer => layer is Scaled ? new Scaled("scaled", 8, 3) : layer)]);
        Assert.NotEqual(expected, Digest(Options(other, _judge), lanes: 1));
    }

    [Theory]
    [InlineData(Conditioning.On)]
    [InlineData(Conditioning.Off)]
    public void Generator_Shape_IsThatOfTheOptionsAndTheData(Conditioning conditional)
    {
        NetworkShape? seen = null;
        var options = Options(new Maker(shape => _good.Layers(seen = shape)), _judge);
        var classes = conditional == Conditioning.On ? 3 : 0;
        var network = NetworkBuilder.Generator(options.Generator, [1, 16, 16], classes);
        Assert.Equal([options.Generator.Latent + classes], seen!.Input);
        Assert.Equal([1L, 16, 16], seen.Output);
        Assert.Equal((classes, options.Generator), (seen.Classes, seen.Options));
        Assert.Equal([(long)options.Generator.Latent], network.InputShape);
    }

    [Fact]
    public void Discriminator_PackingAndClasses_ReachIt()
    {
        NetworkShape? seen = null;
        var own = new Maker(shape => [new Reshape("flat", [512]), (seen = shape).Judgement(512)]);
        var network = NetworkBuilder.Discriminator(Options(_good, own).Discriminator, [1, 16, 16], classes: 4, packing: 2);
        Assert.Equal([2L, 16, 16], seen!.Input);
        Assert.Equal([1L], network.OutputShape);
        Assert.IsType<Projection>(network.Layers[^1]);
    }

    public static TheoryData<string, Func<NetworkShape, IReadOnlyList<ILayer>>> Faults => new()
    {
        { "has no layers", _ => [] },
        { "two layers named a", shape => [new Dense("a", shape.Input[0], 8), new Dense("a", 8, 256)] },
        { "two tensors named b.weight", shape => [new Dense("b", shape.Input[0], 8), new Scaled("a", 8, tensors: "b")] },
        { "ends in shape [8], but [1, 16, 16] is needed", shape => [new Dense("a", shape.Input[0], 8)] },
        { "gives [2, 8] for two samples, and its layers say [2, 1, 16, 16]; look at their OutputShape", shape => [new Dense("a", shape.Input[0], 8), new Liar("liar", shape.Output, input => input)] },
        { "can't take two samples", shape => [new Liar("liar", shape.Output, input => input.reshape(2, 1, 16, 16))] },
        { "layer b got an input of shape [8]", shape => [new Dense("a", shape.Input[0], 8), new Dense("b", 9, 256)] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Layers_ThatDoNotFit_AreRefusedInOneSentence(string sentence, Func<NetworkShape, IReadOnlyList<ILayer>> layers) =>
        Assert.Contains(sentence, Assert.Throws<UnusableInputException>(() => Throw(layers)).Message);

    [Fact]
    public void Layers_NameWithoutItsProgram_SaysWhatIsMissing()
    {
        var options = new GeneratorOptions { Kind = new OpenChoice<NetworkKind>("swirl") };
        Assert.Equal("generator.kind is swirl, which this program doesn't have: use the program that trained it.", Assert.Throws<UnusableInputException>(() => NetworkBuilder.Generator(options, [2])).Message);
    }

    [Fact]
    public void Networks_BatchNormUnderAPenalty_IsRefused()
    {
        var own = new Maker(shape => [new Reshape("flat", [256]), new BatchNormalization("norm", 256), shape.Judgement(256)]);
        var options = Options(_good, own);
        var data = new NoiseImages(1, 16, 16);
        _ = DataFit.Networks(options with { Loss = new LossOptions { R1 = 0 } }, data);
        Assert.Contains("the network own has batch norm", Assert.Throws<UnusableInputException>(() => DataFit.Networks(options with { Loss = new LossOptions { R1 = 1 } }, data)).Message);
    }

    [Fact]
    public void Identity_TensorsOfOwnNetworks_AreInIt()
    {
        var data = new NoiseImages(1, 16, 16);
        var options = Options(_good, _judge);
        Assert.Equal(OwnIdentity.Of(options, data), OwnIdentity.Of(options, data));
        var wider = new Maker(shape => [new Dense("in", shape.Input[0], 9), new Dense("out", 9, 256), new Reshape("image", shape.Output)]);
        Assert.NotEqual(OwnIdentity.Of(options, data), OwnIdentity.Of(Options(wider, _judge), data));
        Assert.Equal(RunIdentity.Of(TinyOptions.Of(), data.Fingerprint), OwnIdentity.Of(TinyOptions.Of(), data));
    }

    private static void Throw(Func<NetworkShape, IReadOnlyList<ILayer>> layers)
    {
        try
        {
            NetworkBuilder.Generator(Options(new Maker(layers), _judge).Generator, [1, 16, 16]);
        }
        catch (NetworkShapeException exception)
        {
            throw new UnusableInputException(exception.Message);
        }
    }

    private static RunOptions Options(IOwnNetwork generator, IOwnNetwork discriminator)
    {
        var tiny = TinyOptions.Of();
        return tiny with
        {
            Generator = tiny.Generator with { Kind = new OpenChoice<NetworkKind>("own", generator) },
            Discriminator = tiny.Discriminator with { Kind = new OpenChoice<NetworkKind>("own", discriminator) },
        };
    }

    private static Digest Digest(RunOptions options, int lanes)
    {
        using var run = new TestRun(options, lanes: lanes);
        run.Run(8);
        return run.Trainer.Digest();
    }

    private sealed class Maker(Func<NetworkShape, IReadOnlyList<ILayer>> layers) : IOwnNetwork
    {
        public IReadOnlyList<ILayer> Layers(NetworkShape shape) => layers(shape);
    }

    private sealed class Liar(string name, IReadOnlyList<long> output, Func<Tensor, Tensor> forward) : ILayer
    {
        public string Name => name;

        public IReadOnlyList<TensorSpec> Tensors => [];

        public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => output;

        public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => forward(input);
    }

    /// <summary>A layer that isn't built in: sines of the input by a learned factor.</summary>
    private sealed class Scaled(string name, long size, double frequency = 2, string? tensors = null) : ILayer
    {
        public string Name => name;

        public IReadOnlyList<TensorSpec> Tensors { get; } = [new($"{tensors ?? name}.weight", TensorRole.Scale, [size], size, size)];

        public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.mul(tensors[0]).Times(frequency).sin();
    }
}
