using System.Runtime.InteropServices;
using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// The right to use a range of a native buffer until it is disposed. Whoever is given a lease disposes it; several may share one buffer, so that an average goes
/// to many peers without a copy. While <see cref="IsShared"/>, nobody may write.
/// </summary>
public sealed class BufferLease : IDisposable
{
    private LeasedBuffer? _leased;

    internal BufferLease(LeasedBuffer leased, long offset, long length) => (_leased, Offset, Length) = (leased, offset, length);

    /// <summary>The first float of the range in <see cref="Buffer"/>.</summary>
    public long Offset { get; }

    /// <summary>Bytes of the range.</summary>
    public long Length { get; }

    public AlignedBuffer Buffer => Leased.Buffer;

    /// <summary>True while somebody else has a lease on the buffer: a send that isn't done, for one.</summary>
    public bool IsShared => Leased.IsShared;

    public unsafe Span<byte> Bytes => new(Buffer.Pointer + Offset, checked((int)Length));

    public Span<float> Floats => MemoryMarshal.Cast<byte, float>(Bytes);

    private LeasedBuffer Leased => _leased ?? throw new ObjectDisposedException(nameof(BufferLease));

    /// <summary>A range of a buffer that no pool owns.</summary>
    /// <param name="offset">Floats.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="released">Called, on any thread, when the last lease is disposed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range isn't the buffer's.</exception>
    public static BufferLease Over(AlignedBuffer buffer, long offset, long length, Action? released = null)
    {
        CheckRange(buffer.Length * sizeof(float), offset, length);
        return new BufferLease(new LeasedBuffer(buffer, released is null ? null : _ => released()), offset, length);
    }

    /// <summary>Another lease of the same range.</summary>
    public BufferLease Share() => Share(0, Length);

    /// <summary>Another lease, of a part of this range.</summary>
    /// <param name="offset">Floats from this range's first.</param>
    /// <param name="length">Bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part isn't in the range.</exception>
    public BufferLease Share(long offset, long length)
    {
        CheckRange(Length, offset, length);
        Leased.Add();
        return new BufferLease(Leased, Offset + offset, length);
    }

    public void Dispose() => Interlocked.Exchange(ref _leased, null)?.Remove();

    private static void CheckRange(long bytes, long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset * sizeof(float) + length, bytes, nameof(length));
    }
}
