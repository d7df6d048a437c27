using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Tests.Engine;

/// <summary>Data of any shape that needs no file: each value a function of its sample and place.</summary>
internal sealed class NoiseImages(params long[] shape) : ITrainingData
{
    public string Description => "noise";
    public long Count => 1000;
    public IReadOnlyList<long> SampleShape => shape;
    public IReadOnlyList<string> Classes { get; init; } = [];
    public Digest Fingerprint => default;
    public int LabelOf(long sample) => Classes.Count > 0 ? (int)(sample % Classes.Count) : throw new InvalidOperationException("noise has no labels");

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        var size = destination.Length / samples.Length;
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (KeyedStream.Seed(7, StreamPurpose.Mixture, samples[i / size], i % size) >> 40) / (float)(1 << 23) - 1;
    }
}
