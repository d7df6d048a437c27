using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Data;

/// <summary>Some samples of data in a row, as data of their own.</summary>
/// <param name="data">It has to stay.</param>
/// <param name="first">Number of the first one.</param>
/// <param name="count">At least 1, within the data.</param>
internal sealed class DataSlice(ITrainingData data, long first, long count) : ITrainingData
{
    public string Description => $"{data.Description}, {first:N0} to {first + count - 1:N0}";

    public long Count => count;

    public IReadOnlyList<long> SampleShape => data.SampleShape;

    public IReadOnlyList<string> Classes => data.Classes;

    /// <summary>That of all the data: nobody trains a run on a part.</summary>
    public Digest Fingerprint => data.Fingerprint;

    public int LabelOf(long sample) => data.LabelOf(first + sample);

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        var moved = new long[samples.Length];
        for (var i = 0; i < moved.Length; i++) moved[i] = first + samples[i];
        data.Fill(moved, destination);
    }
}
