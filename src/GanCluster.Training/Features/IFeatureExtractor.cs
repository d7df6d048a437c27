using GanCluster.Core.Identity;

namespace GanCluster.Training.Features;

/// <summary>Images to vectors by which they are compared. A figure made of them means something beside figures of the same extractor alone, so each names it. Used by one thread at a time.</summary>
public interface IFeatureExtractor : IDisposable
{
    /// <summary>For a person: what it is, and how good where that is known.</summary>
    string Description { get; }

    /// <summary>SHA-256 of its file.</summary>
    Digest Digest { get; }

    /// <summary>Share of test images that it classifies rightly; null where that isn't known.</summary>
    double? Accuracy { get; }

    /// <param name="images">One after another, each of <paramref name="sampleShape"/>, in −1 to 1; at least one.</param>
    /// <param name="sampleShape"><c>[channels, height, width]</c></param>
    /// <returns>As many values for each image, one image after another; all finite.</returns>
    float[] FeaturesOf(ReadOnlySpan<float> images, IReadOnlyList<long> sampleShape);
}
