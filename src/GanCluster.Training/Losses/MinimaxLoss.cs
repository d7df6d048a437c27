using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>
/// min_G max_D E[log D(x)] + E[log(1 − D(G(z)))], equation 1 of Goodfellow et al. 2014 (https://arxiv.org/abs/1406.2661), with D = σ(logits):
/// −log σ(l) = softplus(−l), log(1 − σ(l)) = −softplus(l).
/// </summary>
public sealed class MinimaxLoss : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) =>
        (-realLogits).softplus().mean() + fakeLogits.softplus().mean();

    public Tensor Generator(Tensor fakeLogits) => -fakeLogits.softplus().mean();
}
