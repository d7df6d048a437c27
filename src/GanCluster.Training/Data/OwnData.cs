using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;

namespace GanCluster.Training.Data;

/// <summary>A program's own data as the trainer takes it.</summary>
internal sealed class OwnData : ITrainingData
{
    private readonly IOwnData _data;
    private readonly int _size;

    /// <exception cref="UnusableInputException">This program has no such data, or it can't be trained on.</exception>
    public static OwnData Open(DataOptions options, long seed) => options.Source.Part is OwnDataSource open
        ? new OwnData($"data.source {options.Source}", open(options, seed))
        : throw new UnusableInputException($"data.source is {options.Source}, which this program doesn't have: use the program that trained on it.");

    private OwnData(string name, IOwnData data)
    {
        (_data, Description, Count, SampleShape, Classes) = (data, data.Description, data.Count, [.. data.SampleShape], [.. data.Classes]);
        if (Count < 1) throw new UnusableInputException($"{name} has no samples: give at least one.");
        if (SampleShape is not ([1 or 3, > 0, > 0] or [> 1]))
            throw new UnusableInputException($"{name} has samples of shape [{string.Join(", ", SampleShape)}]: give images, [1 or 3, height, width], or lists of two or more values, [values].");
        _size = checked((int)FlatLayout.LengthOf(SampleShape));
        Fingerprint = data.Fingerprint is { } text ? Digest.Of(Encoding.UTF8.GetBytes($"gancluster own data 1\n{string.Join(',', SampleShape)}\n{Count}\n{Classes.Count}\n{text}")) : Hash(name);
    }

    public string Description { get; }

    public long Count { get; }

    public IReadOnlyList<long> SampleShape { get; }

    public IReadOnlyList<string> Classes { get; }

    public Digest Fingerprint { get; }

    public int LabelOf(long sample) => Classes.Count > 0 ? _data.LabelOf(sample) : throw new InvalidOperationException($"{Description} has no labels");

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++) _data.Read(samples[i], destination.Slice(i * _size, _size));
    }

    private Digest Hash(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"gancluster own values 1\n{string.Join(',', SampleShape)}\n{Count}\n{Classes.Count}\n"));
        var values = new float[_size];
        for (long sample = 0; sample < Count; sample++)
        {
            _data.Read(sample, values);
            if (!values.All(float.IsFinite)) throw new UnusableInputException($"{name}: sample {sample} has a value that isn't finite: leave it out, or correct it.");
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
            if (Classes.Count == 0) continue;
            var label = _data.LabelOf(sample);
            if (label < 0 || label >= Classes.Count) throw new UnusableInputException($"{name}: sample {sample} has label {label}, and labels go from 0 to {Classes.Count - 1}: correct it, or name more classes.");
            hash.AppendData(BitConverter.GetBytes(label));
        }

        return Digest.Of(hash);
    }
}
