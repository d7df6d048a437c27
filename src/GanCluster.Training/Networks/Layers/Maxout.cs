using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// Maxout (Goodfellow et al. 2013, https://arxiv.org/abs/1302.4389, section 2): each neuron is the largest of some pieces, which the dense layer before gives side by side;
/// <c>[batch, units · pieces]</c> to <c>[batch, units]</c>. The gradient goes to the largest alone.
/// </summary>
public sealed class Maxout(string name, int pieces) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 1 && input[0] % pieces == 0 ? [input[0] / pieces] : throw new NetworkShapeException(name, input, $"[a multiple of {pieces}]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.reshape(input.shape[0], -1, pieces).max(2).values;
}
