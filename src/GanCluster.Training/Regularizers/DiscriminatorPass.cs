using GanCluster.Training.Steps;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>What a discriminator phase has at hand: samples as the discriminator saw them, <c>[batch, ...]</c>, and its answers, <c>[batch, 1]</c>.</summary>
/// <param name="RealClasses">One-hot; null without classes.</param>
public readonly record struct DiscriminatorPass(
    LaneNetwork Discriminator, Tensor Real, Tensor RealLogits, Tensor Fake, Tensor FakeLogits, Tensor? RealClasses, ShardNoise Noise);
