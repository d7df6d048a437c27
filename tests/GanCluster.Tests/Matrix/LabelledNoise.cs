using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Tests.Matrix;

/// <summary>Images of 8 × 8 pixels with three channels and three classes, each value a function of its sample and place.</summary>
internal sealed class LabelledNoise : ITrainingData
{
    public string Description => "noise";

    public long Count => 100;

    public IReadOnlyList<long> SampleShape { get; } = [3, 8, 8];

    public IReadOnlyList<string> Classes { get; } = ["one", "two", "three"];

    public Digest Fingerprint => default;

    public int LabelOf(long sample) => (int)(sample % Classes.Count);

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        var size = destination.Length / samples.Length;
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (KeyedStream.Seed(7, StreamPurpose.Mixture, samples[i / size], i % size) >> 40) / (float)(1 << 23) - 1;
    }
}
