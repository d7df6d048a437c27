using GanCluster.Training.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Training.Losses;

/// <summary>
/// min_G max_D E[log D(x)] + E[log(1 − D(G(z)))], equation 1 of Goodfellow et al. 2014 (https://arxiv.org/abs/1406.2661), with D = σ(logits):
/// log(1 − σ(l)) = log σ(−l).
/// </summary>
/// <param name="smoothing">What the target of real samples lacks to 1: one-sided label smoothing, Salimans et al. 2016 (https://arxiv.org/abs/1606.03498), section 3.4.</param>
public sealed class MinimaxLoss(double smoothing = 0) : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => -Real(realLogits).Plus(functional.logsigmoid(-fakeLogits).mean());

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) => functional.logsigmoid(-fakeLogits).mean();

    private Tensor Real(Tensor logits)
    {
        var taken = functional.logsigmoid(logits).mean();
        return smoothing == 0 ? taken : taken.Times(1 - smoothing).Plus(functional.logsigmoid(-logits).mean().Times(smoothing));
    }
}
