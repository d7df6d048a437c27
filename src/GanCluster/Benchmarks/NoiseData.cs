using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;

namespace GanCluster.Benchmarks;

/// <summary>4,096 samples of uniform noise in memory: what a step costs doesn't depend on the picture.</summary>
internal sealed class NoiseData : ITrainingData
{
    private readonly float[] _values;
    private readonly int _size;

    public NoiseData(IReadOnlyList<long> sampleShape)
    {
        SampleShape = sampleShape;
        _size = (int)FlatLayout.LengthOf(sampleShape);
        _values = new float[Count * _size];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = (KeyedStream.Seed(1, StreamPurpose.Samples, 0, i) >> 40) / (float)(1 << 23) - 1;
    }

    public string Description => "noise";
    public long Count => 4096;
    public IReadOnlyList<long> SampleShape { get; }
    public IReadOnlyList<string> Classes => [];
    public Digest Fingerprint => default;

    /// <summary>All samples, one after another.</summary>
    public float[] Values => _values;

    public int LabelOf(long sample) => throw new InvalidOperationException("noise has no labels");

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            _values.AsSpan((int)samples[i] * _size, _size).CopyTo(destination[(i * _size)..]);
    }
}
