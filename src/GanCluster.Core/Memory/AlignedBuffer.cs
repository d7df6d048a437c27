using System.Runtime.InteropServices;

namespace GanCluster.Core.Memory;

/// <summary>
/// Float32 values in native memory that starts at a 64-byte boundary, zeroed. Math libraries may choose kernels by alignment, so
/// whatever enters arithmetic lies in one of these, never in managed memory.
/// </summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    public const int Alignment = 64;

    /// <summary>Floats in one alignment unit: layouts start every entry at a multiple of it.</summary>
    public const int FloatsPerUnit = Alignment / sizeof(float);

    private float* _start;

    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = (nuint)Math.Max(length, 1) * sizeof(float);
        var large = bytes >= HugePages.Size;
        _start = (float*)NativeMemory.AlignedAlloc(bytes, large ? HugePages.Size : (nuint)Alignment);
        if (large) HugePages.Advise(_start, (long)bytes);
        NativeMemory.Clear(_start, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    ~AlignedBuffer() => Release();

    /// <summary>Count of floats.</summary>
    public long Length { get; }

    /// <summary>The first value. Valid until the buffer is disposed.</summary>
    public float* Pointer => _start is not null ? _start : throw new ObjectDisposedException(nameof(AlignedBuffer));

    public Span<float> Span => new(Pointer, checked((int)Length));

    public Span<byte> Bytes => MemoryMarshal.AsBytes(Span);

    public static long RoundUp(long floats) => (floats + FloatsPerUnit - 1) / FloatsPerUnit * FloatsPerUnit;

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_start is null) return;
        NativeMemory.AlignedFree(_start);
        _start = null;
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(float));
    }
}
