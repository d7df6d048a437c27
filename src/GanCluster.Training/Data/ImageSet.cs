using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Data;

/// <summary>Decoded images in memory, one byte a value, shape <c>[channels, height, width]</c>; floats are made when a batch is filled.</summary>
public sealed class ImageSet : ITrainingData
{
    private readonly SampleBytes _images;
    private readonly int[] _labels;

    /// <param name="description">For a person: "Fashion-MNIST, 10,000 images (embedded)".</param>
    /// <param name="shape">Channels, height and width; their product is the size of an image.</param>
    /// <param name="images">The bytes, channel by channel, row by row.</param>
    /// <param name="labels">One an image, below the count of classes; none where the images have no labels.</param>
    /// <param name="classes">Names, by label.</param>
    internal ImageSet(string description, IReadOnlyList<long> shape, SampleBytes images, int[] labels, IReadOnlyList<string> classes)
    {
        Description = description;
        SampleShape = shape;
        Classes = classes;
        _images = images;
        _labels = labels;
        Fingerprint = DataFingerprint.Of(shape, images, labels, classes.Count);
    }

    public string Description { get; }

    public long Count => _images.Count;

    public IReadOnlyList<long> SampleShape { get; }

    public IReadOnlyList<string> Classes { get; }

    public Digest Fingerprint { get; }

    public int LabelOf(long sample) =>
        _labels.Length > 0 ? _labels[sample] : throw new InvalidOperationException($"{Description} has no labels");

    /// <summary>The pixels of one image as they were read, 0 to 255.</summary>
    public ReadOnlySpan<byte> PixelsOf(long sample) => _images[sample];

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        foreach (var sample in samples)
        {
            PixelScale.ToFloats(_images[sample], destination);
            destination = destination[_images.SampleSize..];
        }
    }
}
