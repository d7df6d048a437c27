using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>Doubles an image by repeating each pixel: <c>[batch, channels, h, w]</c> to <c>[batch, channels, 2h, 2w]</c>.</summary>
public sealed class Upsample(string name) : ILayer
{
    private static readonly double[] Factors = [2, 2];

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 ? [input[0], 2 * input[1], 2 * input[2]] : throw new NetworkShapeException(name, input, "[channels, height, width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.interpolate(input, scale_factor: Factors, mode: InterpolationMode.Nearest);
}
