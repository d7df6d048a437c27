using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>
/// ½E(D(x) − 1)² + ½E D(G(z))² against ½E(D(G(z)) − 1)², equation 9 of Mao et al. 2017 (https://arxiv.org/abs/1611.04076), where D is the logit itself: a sample that is
/// judged well but lies far from the boundary still has a gradient.
/// </summary>
/// <param name="smoothing">See <see cref="MinimaxLoss"/>.</param>
public sealed class LeastSquaresLoss(double smoothing = 0) : IGanLoss
{
    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => HalfSquare(realLogits.Plus(smoothing - 1)).Plus(HalfSquare(fakeLogits));

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) => HalfSquare(fakeLogits.Plus(-1));

    private static Tensor HalfSquare(Tensor distance) => (distance * distance).mean().Times(0.5);
}
