using System.Runtime.InteropServices;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Tests.Engine;

/// <summary>Noise in which some samples hold one value, given as bits, that no image has.</summary>
internal sealed class PoisonedImages(IReadOnlyDictionary<long, int> poison) : ITrainingData
{
    private readonly NoiseImages _noise = new(1, 16, 16);

    public string Description => "poisoned noise";
    public long Count => _noise.Count;
    public IReadOnlyList<long> SampleShape => _noise.SampleShape;
    public IReadOnlyList<string> Classes => [];
    public Digest Fingerprint => default;
    public int LabelOf(long sample) => _noise.LabelOf(sample);

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        _noise.Fill(samples, destination);
        for (var i = 0; i < samples.Length; i++)
        {
            if (poison.TryGetValue(samples[i], out var bits)) MemoryMarshal.Cast<float, int>(destination)[i * 256 + 37] = bits;
        }
    }
}
