namespace GanCluster.Training.Evaluation;

/// <summary>How images compare with test images in the features of an extractor.</summary>
/// <param name="Fid">See <see cref="FrechetDistance"/>: 0 is best.</param>
/// <param name="Kid">See <see cref="KernelDistance"/>: about 0 is best.</param>
/// <param name="Density">See <see cref="DensityCoverage"/>: about 1 is best.</param>
/// <param name="Coverage">See <see cref="DensityCoverage"/>: 1 is best.</param>
/// <param name="Neighbours">See <see cref="NearestNeighbours"/>: about 1, near 0 for copies of training images.</param>
public sealed record FeatureQuality(Estimate Fid, Estimate Kid, Estimate Density, Estimate Coverage, Estimate Neighbours);

/// <summary>Figures of images, with intervals of 95 %.</summary>
/// <param name="Samples">How many were judged.</param>
/// <param name="TestImages">By so many.</param>
/// <param name="Features">Null without an extractor.</param>
/// <param name="SlicedWasserstein">See <see cref="Evaluation.SlicedWasserstein"/>, pixels in −1 to 1: 0 is best.</param>
public sealed record ImageQuality(int Samples, int TestImages, FeatureQuality? Features, Estimate SlicedWasserstein)
{
    /// <summary>Null where it wasn't asked for.</summary>
    public ParzenQuality? Parzen { get; init; }

    /// <summary>Share of the test images that a classifier trained on these images alone puts into their class; null where it wasn't asked for. See <see cref="ClassificationAccuracy"/>.</summary>
    public Estimate? Accuracy { get; init; }
}
