using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>
/// WGAN-GP, λ·E(‖∇D(x̂)‖ − 1)² at x̂ = ε·x + (1 − ε)·G(z) with a uniform ε for each pair (Gulrajani et al. 2017, https://arxiv.org/abs/1704.00028, algorithm 1).
/// Between samples of two classes there is no class of its own: x̂ has the real one's.
/// </summary>
public sealed class InterpolationPenalty(LossOptions options) : IPenalty
{
    public string Statistic => StatisticNames.GradientPenalty;

    public bool AtReal => false;

    public bool AtFake => false;

    public bool IsDue(PhaseRole role) => true;

    public Tensor Of(in DiscriminatorPass pass)
    {
        var (real, fake) = (pass.Real.detach(), pass.Fake.detach());
        long[] onePerSample = [real.shape[0], .. Enumerable.Repeat(1L, real.shape.Length - 1)];
        var between = fake.Plus(pass.Noise.PenaltyUniform(onePerSample) * real.Minus(fake)).requires_grad_(true);
        var gradient = SampleGradient.Of(between, pass.Discriminator.Forward(between, pass.RealClasses));
        return SampleGradient.MeanSquaredDistanceToOne(gradient).Times(options.GradientPenalty);
    }
}
