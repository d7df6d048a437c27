using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Features;

/// <summary>The last hidden layer of a <see cref="Classifier"/>. Owns it.</summary>
public sealed class ClassifierFeatures(Classifier classifier, Digest digest, ClassifierScore score) : IFeatureExtractor
{
    public Classifier Classifier => classifier;

    public ClassifierScore Score => score;

    public Digest Digest => digest;

    public double? Accuracy => score.Accuracy;

    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"a classifier of {score.Data}{(Accuracy is { } share ? $", right about {100 * share:0.00} % of {score.TestImages:N0} test images" : "")}");

    public float[] FeaturesOf(ReadOnlySpan<float> images, IReadOnlyList<long> sampleShape)
    {
        if (!sampleShape.SequenceEqual(classifier.SampleShape))
        {
            throw new UnusableInputException(
                $"the features are those of {Description}, for images of shape [{string.Join(", ", classifier.SampleShape)}], and these have [{string.Join(", ", sampleShape)}]: train others on your images by gancluster features, or give a TorchScript extractor.");
        }

        var features = classifier.FeaturesOf(images);
        return features.All(float.IsFinite) ? features : throw new UnusableInputException("the generator's images have features that aren't finite numbers: take an older checkpoint.");
    }

    public void Dispose() => classifier.Dispose();
}
