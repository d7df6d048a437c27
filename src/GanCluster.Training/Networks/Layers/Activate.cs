using GanCluster.Core.Options;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>An activation of the hidden layers, or the tanh at the generator's end, which gives images their range of −1 to 1.</summary>
/// <param name="inPlace">Over its input, where nobody else reads that.</param>
public sealed class Activate(string name, Activation activation, double negativeSlope = 0, bool inPlace = true) : ILayer
{
    public string Name => name;

    internal Activation Activation => activation;

    internal double NegativeSlope => negativeSlope;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

    // In place: the layer before needs its own output for nothing. (A convolution's backward pass wants its input, not its output.)
    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => Apply(inPlace || activation == Activation.Silu ? input : input.clone());

    private Tensor Apply(Tensor input) => activation switch
    {
        Activation.Relu => input.relu_(),
        Activation.LeakyRelu => input.LeakyReluInPlace(negativeSlope),
        Activation.Elu => input.EluInPlace(),
        Activation.Tanh => input.tanh_(),
        Activation.Silu => nn.functional.silu(input, inplace: false),
        _ => throw new InvalidOperationException($"no activation {activation}"),
    };
}
