using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>R2, γ/2·E‖∇D(G(z))‖²: the same as <see cref="R1Penalty"/> at generated samples (Mescheder et al. 2018, https://arxiv.org/abs/1801.04406), in the same phases.</summary>
public sealed class R2Penalty(LossOptions options) : IPenalty
{
    public string Statistic => StatisticNames.R2;

    public bool AtReal => false;

    public bool AtFake => true;

    public bool IsDue(PhaseRole role) => options.R2 > 0 && role.Ordinal % options.R1Every == 0;

    public Tensor Of(in DiscriminatorPass pass)
    {
        var gradient = SampleGradient.Of(pass.Fake, pass.FakeLogits);
        return (gradient * gradient).sum().Times(options.R2 / 2 * options.R1Every / pass.Fake.shape[0]);
    }
}
