using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// The latent with the class behind it, one-hot: <c>[batch, latent]</c> to <c>[batch, latent + classes]</c> (Mirza and Osindero 2014, https://arxiv.org/abs/1411.1784).
/// The dense layer that follows has a column for each class: its embedding.
/// </summary>
public sealed class AppendClasses(string name, int classes) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 1 ? [input[0] + classes] : throw new NetworkShapeException(name, input, "[latent]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) =>
        cat([input, pass.Classes ?? throw new InvalidOperationException($"{name} needs classes")], 1);
}
