using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// Dropout (Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html): a training pass drops each value with a given probability, and makes those that stay as much
/// larger, so that a pass without dropout needs no other weights.
/// </summary>
/// <param name="share">Probability of being dropped, 0 to below 1.</param>
/// <param name="rest">What a dropped value becomes, and from where the others are measured: 0, or −1 for black pixels.</param>
public sealed class Dropout(string name, double share, double rest = 0) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        if (!pass.Training) return input;
        var mask = (pass.Dropout ?? throw new InvalidOperationException($"{name} needs masks")).Next(input.shape, share);
        return rest == 0 ? input * mask : (input.Plus(-rest) * mask).Plus(rest);
    }
}
