using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>
/// E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))) against −E D(G(z)): Lim and Ye 2017 (https://arxiv.org/abs/1705.02894), as Miyato et al. 2018
/// (https://arxiv.org/abs/1802.05957, equations 16 and 17) have it.
/// </summary>
public sealed class HingeLoss : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) =>
        (-realLogits).Plus(1).relu().mean().Plus(fakeLogits.Plus(1).relu().mean());

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) => -fakeLogits.mean();
}
