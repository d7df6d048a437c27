using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>A convolution with an odd kernel that keeps the image's size: <c>[batch, inputs, h, w]</c> to <c>[batch, outputs, h, w]</c>.</summary>
/// <param name="groups">Groups of channels that don't see one another.</param>
/// <param name="startsAtZero">Its weight starts at 0, so that the branch that it ends adds nothing at first.</param>
public sealed class SameConvolution(string name, long inputs, long outputs, long kernel, long groups = 1, bool startsAtZero = false) : ILayer
{
    private static readonly long[] Stride = [1, 1];
    private readonly long[] _padding = [kernel / 2, kernel / 2];

    public string Name => name;

    internal long Groups => groups;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", startsAtZero ? TensorRole.ZeroWeight : TensorRole.Weight, [outputs, inputs / groups, kernel, kernel], inputs / groups * kernel * kernel, outputs / groups * kernel * kernel),
        new($"{name}.bias", startsAtZero ? TensorRole.Shift : TensorRole.Bias, [outputs], inputs / groups * kernel * kernel, outputs / groups * kernel * kernel),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 && input[0] == inputs ? [outputs, input[1], input[2]] : throw new NetworkShapeException(name, input, $"[{inputs}, height, width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.conv2d(input, tensors[0], tensors[1], Stride, _padding, Convolution.Dilation, groups);
}
