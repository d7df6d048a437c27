using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>
/// E D(G(z)) − E D(x) against −E D(G(z)), algorithm 1 of Arjovsky et al. 2017 (https://arxiv.org/abs/1701.07875). Means nothing unless the discriminator's slope is bounded:
/// by clipping as there, by WGAN-GP's penalty, or otherwise.
/// </summary>
public sealed class WassersteinLoss : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => fakeLogits.mean().Minus(realLogits.mean());

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) => -fakeLogits.mean();
}
