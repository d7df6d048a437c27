using GanCluster.Core.Options;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>
/// R1, γ/2·E‖∇D(real)‖² (Mescheder et al. 2018, https://arxiv.org/abs/1801.04406), computed lazily: every k discriminator phases, k times as heavy
/// (Karras et al. 2020, https://arxiv.org/abs/1912.04958, appendix B).
/// </summary>
public sealed class R1Penalty(LossOptions options)
{
    public bool IsDue(long discriminatorPhase) => options.R1 > 0 && discriminatorPhase % options.R1Every == 0;

    /// <param name="real">The shard's real samples, with gradients required.</param>
    /// <param name="realLogits">The discriminator's answer to them, <c>[batch, 1]</c>.</param>
    /// <returns>A scalar, weighted.</returns>
    public Tensor Penalty(Tensor real, Tensor realLogits)
    {
        // create_graph alone frees the graph in TorchSharp, and the second backward pass would throw.
        var gradient = autograd.grad([realLogits.sum()], [real], create_graph: true, retain_graph: true)[0];
        return (gradient * gradient).sum().Times(options.R1 / 2 * options.R1Every / real.shape[0]);
    }
}
