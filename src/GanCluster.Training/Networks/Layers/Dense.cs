using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>A fully connected layer, y = x·Wᵀ + b: <c>[batch, inputs]</c> to <c>[batch, outputs]</c>.</summary>
public sealed class Dense(string name, long inputs, long outputs) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Weight, [outputs, inputs], inputs, outputs),
        new($"{name}.bias", TensorRole.Bias, [outputs], inputs, outputs),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 1 && input[0] == inputs ? [outputs] : throw new NetworkShapeException(name, input, $"[{inputs}]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.linear(input, tensors[0], tensors[1]);
}
