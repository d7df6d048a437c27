using GanCluster.Core.Phases;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>What a shard's gradient is computed from, besides the replica. Lives in the dispose scope of the shard.</summary>
/// <param name="Latent"><c>[batch, latent]</c></param>
/// <param name="FakeClasses">The classes asked of the generator, one-hot, <c>[batch, classes]</c>; null without classes.</param>
/// <param name="Real"><c>[batch, ...sample]</c>; null in a generator phase whose loss doesn't compare with real samples.</param>
/// <param name="RealClasses">Theirs, one-hot.</param>
/// <param name="Strength">Probability of each augmentation, 0 to 1.</param>
public sealed record ShardInputs(PhaseRole Role, Tensor Latent, Tensor? FakeClasses, Tensor? Real, Tensor? RealClasses, ShardNoise Noise, double Strength);
