using GanCluster.Training.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Training.Losses;

/// <summary>
/// min_G max_D E[log D(x)] + E[log(1 − D(G(z)))], equation 1 of Goodfellow et al. 2014 (https://arxiv.org/abs/1406.2661), with D = σ(logits):
/// log(1 − σ(l)) = log σ(−l).
/// </summary>
public sealed class MinimaxLoss : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) =>
        -functional.logsigmoid(realLogits).mean().Plus(functional.logsigmoid(-fakeLogits).mean());

    public Tensor Generator(Tensor fakeLogits) => functional.logsigmoid(-fakeLogits).mean();
}
