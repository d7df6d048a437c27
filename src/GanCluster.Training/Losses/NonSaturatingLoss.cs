using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Training.Losses;

/// <summary>
/// The generator maximizes log D(G(z)), section 3 of Goodfellow et al. 2014: the same fixed point as <see cref="MinimaxLoss"/>, with a strong
/// gradient while the discriminator still rejects every sample.
/// </summary>
/// <param name="smoothing">See <see cref="MinimaxLoss"/>.</param>
public sealed class NonSaturatingLoss(double smoothing = 0) : IGanLoss
{
    private readonly MinimaxLoss _minimax = new(smoothing);

    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => _minimax.Discriminator(realLogits, fakeLogits);

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) => -functional.logsigmoid(fakeLogits).mean();
}
