using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Training;

/// <summary>Tensors that are stored together: a network's parameters and buffers, its moving average, one optimizer's moments.</summary>
/// <param name="Name">Also the name of its file in a checkpoint: lower case, letters and underscores.</param>
public sealed record TensorGroup(string Name, FlatLayout Layout, AlignedBuffer Values)
{
    /// <summary>Name of what only watches training. It goes with the replica, but the digest is that of what is trained.</summary>
    public const string Watch = "watch";

    /// <summary>The same where a collapse is rolled back: then it decides what is trained, and belongs to the digest.</summary>
    public const string Rollback = "rollback";

    /// <summary>What evaluations came to so far, and which generator is to be judged next: neither changes what is trained.</summary>
    public const string Evaluation = "evaluation", EvaluatedGenerator = "evaluation_generator";

    public bool IsTrained => Name is not (Watch or Evaluation or EvaluatedGenerator);
}

/// <summary>A copy of the whole training state between two phases. Owns its buffers.</summary>
public sealed class ReplicaSnapshot(ReplicaCounters counters, Lineage lineage, IReadOnlyList<TensorGroup> groups) : IDisposable
{
    public ReplicaCounters Counters => counters;
    public Lineage Lineage => lineage;
    public IReadOnlyList<TensorGroup> Groups => groups;

    /// <summary>SHA-256 over every tensor that is trained (name, shape, values without the gaps) and every counter: equal exactly if those are.</summary>
    public Digest Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var group in groups)
        {
            if (group.IsTrained) AppendGroup(hash, group);
        }

        AppendLong(hash, counters.Next.Value);
        AppendLong(hash, counters.Skipped);
        AppendLong(hash, counters.SkippedInARow);
        foreach (var optimizer in new[] { counters.Generator, counters.Discriminator })
        {
            AppendLong(hash, optimizer.Updates);
            AppendLong(hash, BitConverter.DoubleToInt64Bits(optimizer.Beta1Power));
            AppendLong(hash, BitConverter.DoubleToInt64Bits(optimizer.Beta2Power));
        }

        return Identity.Digest.Of(hash);
    }

    public void Dispose()
    {
        foreach (var group in groups) group.Values.Dispose();
    }

    private static unsafe void AppendGroup(IncrementalHash hash, TensorGroup group)
    {
        AppendText(hash, group.Name);
        AppendLong(hash, group.Layout.Entries.Count);
        foreach (var entry in group.Layout.Entries)
        {
            AppendText(hash, entry.Name);
            AppendLong(hash, entry.Shape.Count);
            foreach (var size in entry.Shape) AppendLong(hash, size);
            hash.AppendData(new ReadOnlySpan<byte>(group.Values.Pointer + entry.Offset, checked((int)(entry.Length * sizeof(float)))));
        }
    }

    private static void AppendText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AppendLong(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendLong(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
