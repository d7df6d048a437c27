using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>Group normalization (Wu and He 2018): each sample by itself, its channels in groups.</summary>
public sealed class GroupNormalization(string name, long channels, long groups) : ILayer
{
    internal const double Epsilon = 1e-5;

    public string Name => name;

    internal long Groups => groups;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Scale, [channels], channels, channels),
        new($"{name}.bias", TensorRole.Shift, [channels], channels, channels),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count is 1 or 3 && input[0] == channels && channels % groups == 0
            ? input
            : throw new NetworkShapeException(name, input, $"[{channels}] or [{channels}, height, width], channels divisible by {groups} groups");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.group_norm(input, groups, tensors[0], tensors[1], Epsilon);
}
