using GanCluster.Training.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanCluster.Training.Losses;

/// <summary>
/// Relativistic pairing: −E log σ(D(x) − D(G(z))) against −E log σ(D(G(z)) − D(x)), each generated sample with the real one at its place in the batch
/// (Jolicoeur-Martineau 2019, https://arxiv.org/abs/1807.00734; with R1 and R2 the loss of R3GAN, Huang et al. 2024, https://arxiv.org/abs/2501.05441).
/// </summary>
public sealed class RelativisticLoss : IGanLoss
{
    public bool Pairs => true;

    public Tensor Discriminator(Tensor realLogits, Tensor fakeLogits) => -functional.logsigmoid(realLogits.Minus(fakeLogits)).mean();

    public Tensor Generator(Tensor fakeLogits, Tensor? realLogits) =>
        -functional.logsigmoid(fakeLogits.Minus(realLogits ?? throw new ArgumentNullException(nameof(realLogits)))).mean();
}
