using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// A 4×4 transposed convolution of stride 2 that doubles the image: <c>[batch, inputs, h, w]</c> to <c>[batch, outputs, 2h, 2w]</c>.
/// </summary>
public sealed class TransposedConvolution(string name, long inputs, long outputs) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Weight, [inputs, outputs, Convolution.Kernel, Convolution.Kernel],
            outputs * Convolution.Kernel * Convolution.Kernel, inputs * Convolution.Kernel * Convolution.Kernel),
        new($"{name}.bias", TensorRole.Bias, [outputs],
            outputs * Convolution.Kernel * Convolution.Kernel, inputs * Convolution.Kernel * Convolution.Kernel),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 && input[0] == inputs
            ? [outputs, input[1] * 2, input[2] * 2]
            : throw new NetworkShapeException(name, input, $"[{inputs}, height, width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => nn.functional.conv_transpose2d(
        input, tensors[0], tensors[1], Convolution.Stride, Convolution.Padding, Convolution.OutputPadding, Convolution.Dilation, 1);
}
