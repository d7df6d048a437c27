using GanCluster.Core.Identity;

namespace GanCluster.Core.Data;

/// <summary>Samples by number. Everything that reading or decoding costs is paid before the first <see cref="Fill"/>.</summary>
public interface ITrainingData
{
    /// <summary>What it is, for a person: "Fashion-MNIST, 10,000 images".</summary>
    string Description { get; }

    /// <summary>Samples, at least 1; their numbers are 0 to Count − 1.</summary>
    long Count { get; }

    /// <summary>The shape of one sample: <c>[channels, height, width]</c> for images, <c>[2]</c> for points.</summary>
    IReadOnlyList<long> SampleShape { get; }

    /// <summary>Names of the classes; empty where samples have no label.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>SHA-256 of the content as it is trained on (shape, values, labels): equal for equal data wherever it lies.</summary>
    Digest Fingerprint { get; }

    /// <summary>The class of a sample, 0 to Classes.Count − 1.</summary>
    /// <exception cref="InvalidOperationException">The data has no labels.</exception>
    int LabelOf(long sample);

    /// <summary>
    /// Writes samples one after another into <paramref name="destination"/> (<c>samples.Length</c> times the product of
    /// <see cref="SampleShape"/> floats); images as −1 to 1, channel by channel, row by row. Safe to call from several threads.
    /// </summary>
    void Fill(ReadOnlySpan<long> samples, Span<float> destination);
}
