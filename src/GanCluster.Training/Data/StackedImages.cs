using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Data;

/// <summary>
/// Three grey images as the channels of one, shape <c>[3, height, width]</c>: of ten classes, a thousand kinds. The test for lost modes on images (Metz et al., "Unrolled GANs",
/// 2017, with MNIST). Which three is drawn from the seed; samples have no label, since that would tell the discriminator their kind.
/// </summary>
public sealed class StackedImages : ITrainingData
{
    public const int Channels = 3;

    private readonly ITrainingData _images;
    private readonly long[] _parts;

    /// <param name="images">Grey, shape <c>[1, height, width]</c>.</param>
    /// <param name="count">Samples, at least 1.</param>
    /// <exception cref="UnusableInputException">The images aren't grey.</exception>
    public StackedImages(ITrainingData images, int count, long seed)
    {
        if (images.SampleShape is not [1, var height, var width])
            throw new UnusableInputException($"stacked takes grey images, and {images.Description} has samples of shape [{string.Join(", ", images.SampleShape)}]: name other images by --data.");
        _images = images;
        _parts = new long[(long)Channels * count];
        Description = $"stacks of three, {count:N0} of {images.Description}";
        SampleShape = [Channels, height, width];
        var random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Stacking, 0, 0));
        for (var i = 0; i < _parts.Length; i++) _parts[i] = random.NextBelow(checked((int)images.Count));
        Fingerprint = FingerprintOf(images, _parts);
    }

    public string Description { get; }

    public long Count => _parts.Length / Channels;

    public IReadOnlyList<long> SampleShape { get; }

    public IReadOnlyList<string> Classes => [];

    public Digest Fingerprint { get; }

    public int LabelOf(long sample) => throw new InvalidOperationException($"{Description} has no labels");

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        var size = destination.Length / Math.Max(1, samples.Length);
        foreach (var sample in samples)
        {
            _images.Fill(_parts.AsSpan(checked((int)(Channels * sample)), Channels), destination[..size]);
            destination = destination[size..];
        }
    }

    private static Digest FingerprintOf(ITrainingData images, ReadOnlySpan<long> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("gancluster stacks 1"u8);
        hash.AppendData(Encoding.ASCII.GetBytes(images.Fingerprint.ToString()));
        hash.AppendData(MemoryMarshal.AsBytes(parts));
        return Digest.Of(hash);
    }
}
