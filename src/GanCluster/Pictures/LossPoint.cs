namespace GanCluster.Pictures;

/// <summary>What one step reports of its two networks.</summary>
/// <param name="RealScore">D(real): the mean probability that the discriminator gives to real samples.</param>
/// <param name="FakeScore">D(fake).</param>
public readonly record struct LossPoint(long Step, float DiscriminatorLoss, float GeneratorLoss, float RealScore, float FakeScore);
