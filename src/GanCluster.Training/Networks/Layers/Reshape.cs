using GanCluster.Core.Memory;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>The same values in another shape.</summary>
public sealed class Reshape(string name, IReadOnlyList<long> output) : ILayer
{
    private readonly long[] _shape = [-1, .. output];

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        FlatLayout.LengthOf(input) == FlatLayout.LengthOf(output) ? output : throw new NetworkShapeException(name, input, $"{FlatLayout.LengthOf(output)} values");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.reshape(_shape);
}
