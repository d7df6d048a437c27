using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>The sum over all pixels: <c>[batch, channels, h, w]</c> to <c>[batch, channels]</c>.</summary>
public sealed class SumPixels(string name) : ILayer
{
    private static readonly long[] Pixels = [2, 3];

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 3 ? [input[0]] : throw new NetworkShapeException(name, input, "[channels, height, width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.sum(Pixels);
}
