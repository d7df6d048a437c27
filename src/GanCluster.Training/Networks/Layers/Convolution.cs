using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>A 4×4 convolution of stride 2 that halves the image: <c>[batch, inputs, 2h, 2w]</c> to <c>[batch, outputs, h, w]</c>.</summary>
public sealed class Convolution(string name, long inputs, long outputs) : ILayer
{
    internal const long Kernel = 4;
    internal static readonly long[] Stride = [2, 2], Padding = [1, 1], Dilation = [1, 1], OutputPadding = [0, 0];

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Weight, [outputs, inputs, Kernel, Kernel], inputs * Kernel * Kernel, outputs * Kernel * Kernel),
        new($"{name}.bias", TensorRole.Bias, [outputs], inputs * Kernel * Kernel, outputs * Kernel * Kernel),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 && input[0] == inputs && input[1] % 2 == 0 && input[2] % 2 == 0
            ? [outputs, input[1] / 2, input[2] / 2]
            : throw new NetworkShapeException(name, input, $"[{inputs}, even height, even width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.conv2d(input, tensors[0], tensors[1], Stride, Padding, Dilation, 1);
}
