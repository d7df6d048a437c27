using GanCluster.Core.Phases;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>
/// γ/2·E‖∇D‖², at real samples R1, at generated ones R2 (Mescheder et al. 2018, https://arxiv.org/abs/1801.04406), computed lazily: every k discriminator phases, k times as
/// heavy (Karras et al. 2020, https://arxiv.org/abs/1912.04958, appendix B).
/// </summary>
/// <param name="gamma">γ</param>
/// <param name="every">k</param>
public sealed class ZeroCenteredPenalty(string statistic, double gamma, int every, bool atReal) : IPenalty
{
    public string Statistic => statistic;

    public bool AtReal => atReal;

    public bool AtFake => !atReal;

    public bool IsDue(PhaseRole role) => role.Ordinal % every == 0;

    public Tensor Of(in DiscriminatorPass pass)
    {
        var (samples, logits) = atReal ? (pass.Real, pass.RealLogits) : (pass.Fake, pass.FakeLogits);
        var gradient = SampleGradient.Of(samples, logits);
        return (gradient * gradient).sum().Times(gamma / 2 * every / samples.shape[0]);
    }
}
