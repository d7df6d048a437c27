using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GanCluster.Core.Identity;

/// <summary>
/// The hash chain over the averages that a replica has applied: h(t+1) = SHA-256(h(t), phase, checksums of the average's chunks).
/// Two replicas with the same lineage have the same history; it names that history in 32 bytes.
/// </summary>
public readonly record struct Lineage(Digest Value)
{
    /// <summary>h₀: the lineage of a replica to which nothing has been applied.</summary>
    public static Lineage Of(Digest initialState) => new(initialState);

    public Lineage After(PhaseNumber phase, ReadOnlySpan<ulong> chunkChecksums)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[Digest.Size + sizeof(long)];
        Value.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head[Digest.Size..], phase.Value);
        hash.AppendData(head);
        hash.AppendData(MemoryMarshal.AsBytes(chunkChecksums));
        return new Lineage(Digest.Of(hash));
    }

    public override string ToString() => Value.ToString();
}
