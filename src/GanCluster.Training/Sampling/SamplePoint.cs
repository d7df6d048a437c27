namespace GanCluster.Training.Sampling;

/// <summary>What one sample is drawn from.</summary>
/// <param name="Latent">Number of the latent.</param>
/// <param name="Share">Of the way from there to the next: 0 to 1.</param>
/// <param name="Class">0 in a network without classes.</param>
public readonly record struct SamplePoint(long Latent, double Share, int Class);
