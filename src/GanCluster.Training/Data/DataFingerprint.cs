using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Data;

/// <summary>
/// The hash of data as it is trained on: shape, count, values, labels and the count of classes, the numbers little-endian. Names of
/// files and classes stay out, since nothing is computed from them.
/// </summary>
internal static class DataFingerprint
{
    public static Digest Of(IReadOnlyList<long> shape, SampleBytes images, ReadOnlySpan<int> labels, int classes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("gancluster images 1"u8);
        AppendShape(hash, shape, images.Count);
        foreach (var page in images.Pages) hash.AppendData(page);
        AppendLabels(hash, labels, classes);
        return Digest.Of(hash);
    }

    public static Digest Of(IReadOnlyList<long> shape, ReadOnlySpan<float> points, ReadOnlySpan<int> labels, int classes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("gancluster points 1"u8);
        AppendShape(hash, shape, points.Length / shape[0]);
        hash.AppendData(MemoryMarshal.AsBytes(points));
        AppendLabels(hash, labels, classes);
        return Digest.Of(hash);
    }

    private static void AppendShape(IncrementalHash hash, IReadOnlyList<long> shape, long count)
    {
        Append(hash, shape.Count);
        foreach (var size in shape) Append(hash, size);
        Append(hash, count);
    }

    private static void AppendLabels(IncrementalHash hash, ReadOnlySpan<int> labels, int classes)
    {
        Append(hash, labels.Length);
        Append(hash, classes);
        hash.AppendData(MemoryMarshal.AsBytes(labels));
    }

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
