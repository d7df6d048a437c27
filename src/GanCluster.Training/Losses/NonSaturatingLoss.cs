using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Training.Losses;

/// <summary>
/// The generator maximizes log D(G(z)), section 3 of Goodfellow et al. 2014: the same fixed point as <see cref="MinimaxLoss"/>, with a strong
/// gradient while the discriminator still rejects every sample.
/// </summary>
public sealed class NonSaturatingLoss : IGanLoss
{
    private readonly MinimaxLoss _minimax = new();

    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => _minimax.Discriminator(realLogits, fakeLogits);

    public Tensor Generator(Tensor fakeLogits) => -functional.logsigmoid(fakeLogits).mean();
}
