using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>
/// DRAGAN, λ·E(‖∇D(x + δ)‖ − 1)² around real samples (Kodali et al. 2017, https://arxiv.org/abs/1705.07215), with the δ of the authors' code: half the shard's standard
/// deviation, times a uniform value for each number.
/// </summary>
public sealed class DraganPenalty(LossOptions options) : IPenalty
{
    private const double Spread = 0.5;

    public string Statistic => StatisticNames.Dragan;

    public bool AtReal => false;

    public bool AtFake => false;

    public bool IsDue(PhaseRole role) => true;

    public Tensor Of(in DiscriminatorPass pass)
    {
        var real = pass.Real.detach();
        var around = real.Plus(pass.Noise.PenaltyUniform(real.shape) * real.std(unbiased: false).Times(Spread)).requires_grad_(true);
        var gradient = SampleGradient.Of(around, pass.Discriminator.Forward(around, pass.RealClasses));
        return SampleGradient.MeanSquaredDistanceToOne(gradient).Times(options.Dragan);
    }
}
