using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>Halves an image, each pixel the mean of four: <c>[batch, channels, 2h, 2w]</c> to <c>[batch, channels, h, w]</c>.</summary>
public sealed class AveragePool(string name) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 && input[1] % 2 == 0 && input[2] % 2 == 0
            ? [input[0], input[1] / 2, input[2] / 2]
            : throw new NetworkShapeException(name, input, "[channels, even height, even width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => nn.functional.avg_pool2d(input, 2);
}
