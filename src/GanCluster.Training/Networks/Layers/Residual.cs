using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>branch(x) + shortcut(x) (He et al. 2016, https://arxiv.org/abs/1603.05027). An empty shortcut passes x through. Neither may change x in place.</summary>
public sealed class Residual(string name, IReadOnlyList<ILayer> branch, IReadOnlyList<ILayer> shortcut) : ILayer
{
    public string Name => name;

    internal IReadOnlyList<ILayer> Branch => branch;

    internal IReadOnlyList<ILayer> Shortcut => shortcut;

    public IReadOnlyList<TensorSpec> Tensors { get; } = [.. branch.Concat(shortcut).SelectMany(layer => layer.Tensors)];

    /// <summary>The same block with each of its layers exchanged.</summary>
    public Residual With(Func<ILayer, ILayer> exchange) => new(name, [.. branch.Select(exchange)], [.. shortcut.Select(exchange)]);

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input)
    {
        var (one, other) = (Shape(branch, input), Shape(shortcut, input));
        return one.SequenceEqual(other) ? one : throw new NetworkShapeException(name, input, $"both ways to end alike, not in [{string.Join(", ", one)}] and [{string.Join(", ", other)}]");
    }

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        var own = branch.Sum(layer => layer.Tensors.Count);
        return Run(branch, input, tensors[..own], pass).Plus(Run(shortcut, input, tensors[own..], pass));
    }

    private static IReadOnlyList<long> Shape(IReadOnlyList<ILayer> layers, IReadOnlyList<long> input) =>
        layers.Aggregate(input, (shape, layer) => layer.OutputShape(shape));

    private static Tensor Run(IReadOnlyList<ILayer> layers, Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        foreach (var layer in layers)
        {
            input = layer.Forward(input, tensors[..layer.Tensors.Count], pass);
            tensors = tensors[layer.Tensors.Count..];
        }

        return input;
    }
}
