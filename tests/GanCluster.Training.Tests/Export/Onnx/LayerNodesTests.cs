using GanCluster.Core.Options;
using GanCluster.Training.Export.Onnx;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Tests.Export.Onnx;

public class LayerNodesTests
{
    /// <summary>Each layer there is, alone in a network, those of discriminators too. A new layer that isn't here fails the first test.</summary>
    private static readonly (ILayer Layer, long[] Input)[] Layers =
    [
        (new Dense("dense", 5, 3), [5]),
        (new Convolution("convolution", 2, 3), [2, 8, 6]),
        (new SameConvolution("same", 4, 6, 3, groups: 2), [4, 5, 7]),
        (new SameConvolution("same", 4, 6, 1), [4, 5, 7]),
        (new TransposedConvolution("transposed", 3, 2), [3, 4, 5]),
        (new BatchNormalization("batch", 5), [5]),
        (new BatchNormalization("batch", 5), [5, 3, 4]),
        (new GroupNormalization("group", 6, 2), [6]),
        (new GroupNormalization("group", 6, 2), [6, 3, 4]),
        .. Enum.GetValues<Activation>().Where(activation => activation != Activation.Maxout).Select(activation => ((ILayer)new Activate("activate", activation, 0.3), new long[] { 4, 3 })),
        (new Maxout("maxout", 3), [12]),
        (new StretchedSigmoid("sigmoid"), [4, 3]),
        (new Dropout("dropout", 0.5), [4, 3]),
        (new AppendClasses("classes", 3), [5]),
        (new Projection("projection", 5, 3), [5]),
        (new Reshape("reshape", [2, 3, 4]), [24]),
        (new Upsample("upsample"), [2, 3, 5]),
        (new AveragePool("pool"), [2, 4, 6]),
        (new SumPixels("sum"), [3, 4, 5]),
        (new Residual("residual", [new SameConvolution("inner", 2, 3, 3), new Activate("inner.activation", Activation.Relu)], [new SameConvolution("shortcut", 2, 3, 1)]), [2, 4, 4]),
        (new Residual("residual", [new Dense("inner", 4, 4)], []), [4]),
        (SpectralNormalized.Of(new Dense("spectral", 5, 3)), [5]),
    ];

    [Fact]
    public void Layers_AllThereAre_AreTestedHere()
    {
        var layers = typeof(ILayer).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ILayer)));
        Assert.Equal(layers.Select(type => type.Name).Order(), Layers.Select(one => one.Layer.GetType().Name).Distinct().Order());
    }

    public static TheoryData<int, string> Places => [.. Layers.Select((one, place) => (place, $"{one.Layer.Name} of [{string.Join(", ", one.Input)}]"))];

    [Theory]
    [MemberData(nameof(Places))]
    public void Add_Layer_ComputesTheSame(int place, string name)
    {
        var (layer, input) = Layers[place];
        var classes = layer is AppendClasses or Projection ? 3 : 0;
        using var network = new PerturbedNetwork(new Network(name, input, [layer], classes));
        using var model = new LoadedModel(network.Network, network.Values);

        var (values, labels) = (Noise.Of(4, input), Noise.Labels(4, classes));
        var own = network.Run(values, [4, .. input], labels);
        Assert.Equal(4 * network.Network.OutputShape.Aggregate(1L, (product, size) => product * size), own.Length);
        Assert.True(own.Distinct().Count() > 3, "a constant proves nothing");
        Assert.Equal(own, model.Run(values, [4, .. input], labels), (one, other) => Math.Abs(one - other) <= 1e-5f * Math.Max(1, Math.Abs(one)));
        Assert.Equal([OnnxModel.Samples], model.Outputs.Keys);
    }
}
