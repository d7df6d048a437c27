using GanCluster.Core.Identity;

namespace GanCluster.Training.Features;

/// <summary>
/// The classifier of 28 × 28 grey images that this assembly carries: what <c>gancluster features</c> makes of Fashion-MNIST's 60,000 training images with its defaults. A figure names its digest
/// and accuracy, so another file would be another yardstick: the digest is checked at every load.
/// </summary>
public static class EmbeddedClassifier
{
    private const string Name = "fashion-classifier.safetensors";

    /// <summary>SHA-256 of the file.</summary>
    public static Digest Digest { get; } = Digest.Parse("d603ad0ceb3e90338ed76841626eaf793b7cc3e082cab931fbaf786c54ac485a");

    /// <summary>Whether it takes images of this shape.</summary>
    public static bool Takes(IReadOnlyList<long> sampleShape) => sampleShape is [1, 28, 28];

    public static ClassifierFeatures Load()
    {
        using var stream = typeof(EmbeddedClassifier).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"the assembly was built without {Name}");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var features = ClassifierFile.Read(Name, content);
        return features.Digest == Digest ? features : throw new InvalidOperationException($"{Name} of the assembly has the digest {features.Digest}, not {Digest}");
    }
}
