using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// The end of a discriminator with classes, w·φ + b + ⟨e_y, φ⟩ for features φ and the embedding e of class y (Miyato and Koyama 2018, https://arxiv.org/abs/1802.05637):
/// <c>[batch, inputs]</c> to <c>[batch, 1]</c>.
/// </summary>
public sealed class Projection(string name, long inputs, int classes) : ILayer
{
    private static readonly long[] Features = [1];

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Weight, [1, inputs], inputs, 1),
        new($"{name}.bias", TensorRole.Bias, [1], inputs, 1),
        new($"{name}.embedding.weight", TensorRole.Weight, [classes, inputs], inputs, classes),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 1 && input[0] == inputs ? [1] : throw new NetworkShapeException(name, input, $"[{inputs}]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        var classes = pass.Classes ?? throw new InvalidOperationException($"{name} needs classes");
        var unconditional = nn.functional.linear(input, tensors[0], tensors[1]);
        return unconditional.Plus((input * classes.matmul(tensors[2])).sum(Features, keepdim: true));
    }
}
