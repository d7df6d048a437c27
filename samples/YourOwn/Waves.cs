using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using static TorchSharp.torch;

namespace YourOwn;

/// <summary>
/// A layer of our own: sines and cosines of directions that are learned, in which a network sees finer shapes (Tancik et al. 2020, https://arxiv.org/abs/2006.10739);
/// <c>[batch, inputs]</c> to <c>[batch, 2 · waves]</c>. All its state are the tensors that it names; the gradient comes by autograd.
/// </summary>
internal sealed class Waves(string name, long inputs, long waves) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors { get; } = [new($"{name}.weight", TensorRole.Weight, [waves, inputs], inputs, waves)];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input.Count == 1 && input[0] == inputs ? [2 * waves] : throw new NetworkShapeException(name, input, $"[{inputs}]");

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        var angles = nn.functional.linear(input, tensors[0]).Times(3);
        return cat([angles.sin(), angles.cos()], 1);
    }
}
