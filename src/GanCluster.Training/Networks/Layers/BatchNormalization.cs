using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015) over the samples of a shard, for <c>[batch, channels]</c> and
/// <c>[batch, channels, height, width]</c>. The running statistics that a shard leaves are averaged with the gradients.
/// </summary>
public sealed class BatchNormalization(string name, long channels) : ILayer
{
    internal const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } =
    [
        new($"{name}.weight", TensorRole.Scale, [channels], channels, channels),
        new($"{name}.bias", TensorRole.Shift, [channels], channels, channels),
        new($"{name}.running_mean", TensorRole.RunningMean, [channels], channels, channels),
        new($"{name}.running_var", TensorRole.RunningVariance, [channels], channels, channels),
    ];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count is 1 or 3 && input[0] == channels
            ? input
            : throw new NetworkShapeException(name, input, $"[{channels}] or [{channels}, height, width]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        nn.functional.batch_norm(input, tensors[2], tensors[3], tensors[0], tensors[1], pass.Training, Momentum, Epsilon);
}
