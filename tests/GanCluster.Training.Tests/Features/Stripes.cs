using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Tests.Features;

/// <summary>Images of 16 × 16 pixels with noise and, by the class, one of four bright bands: what a classifier learns in no time.</summary>
internal sealed class Stripes(long count, long seed) : ITrainingData
{
    private const int Size = 256, Band = Size / 4;

    public string Description => "stripes, four of them";
    public long Count => count;
    public IReadOnlyList<long> SampleShape { get; } = [1, 16, 16];
    public IReadOnlyList<string> Classes { get; } = ["first", "second", "third", "fourth"];
    public Digest Fingerprint => default;
    public int LabelOf(long sample) => (int)(sample * 7 / 3 % 4);

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Mixture, samples[i], 0));
            for (var k = 0; k < Size; k++) destination[i * Size + k] = (float)Math.Clamp(random.NextDouble() - 1 + (k / Band == LabelOf(samples[i]) ? 0.5 : 0), -1, 1);
        }
    }
}
