using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>
/// R1, γ/2·E‖∇D(real)‖² (Mescheder et al. 2018, https://arxiv.org/abs/1801.04406), computed lazily: every k discriminator phases, k times as heavy
/// (Karras et al. 2020, https://arxiv.org/abs/1912.04958, appendix B).
/// </summary>
public sealed class R1Penalty(LossOptions options) : IPenalty
{
    public string Statistic => StatisticNames.R1;

    public bool AtReal => true;

    public bool AtFake => false;

    public bool IsDue(PhaseRole role) => options.R1 > 0 && role.Ordinal % options.R1Every == 0;

    public Tensor Of(in DiscriminatorPass pass)
    {
        var gradient = SampleGradient.Of(pass.Real, pass.RealLogits);
        return (gradient * gradient).sum().Times(options.R1 / 2 * options.R1Every / pass.Real.shape[0]);
    }
}
