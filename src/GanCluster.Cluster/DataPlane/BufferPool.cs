using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// Native buffers that are used again, by length: chunks and whole vectors alike. What comes back beyond <paramref name="retainedBytes"/> is freed.
/// </summary>
public sealed class BufferPool(long retainedBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<AlignedBuffer>> _free = [];
    private long _freeBytes, _leasedBytes;
    private bool _disposed;

    /// <summary>Bytes that are leased now.</summary>
    public long LeasedBytes => Interlocked.Read(ref _leasedBytes);

    /// <summary>Bytes that lie ready.</summary>
    public long FreeBytes => Interlocked.Read(ref _freeBytes);

    /// <summary>A buffer of at least that many bytes; its content is whatever the last user left.</summary>
    public BufferLease Rent(long bytes)
    {
        var floats = AlignedBuffer.RoundUp((Math.Max(bytes, 1) + sizeof(float) - 1) / sizeof(float));
        AlignedBuffer? buffer = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_free.TryGetValue(floats, out var stack) && stack.TryPop(out buffer)) _freeBytes -= Size(buffer);
            _leasedBytes += floats * sizeof(float);
        }

        return new BufferLease(new LeasedBuffer(buffer ?? new AlignedBuffer(floats), Return), 0, bytes);
    }

    /// <summary>Frees what lies ready; leased buffers are freed when they come back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var stack in _free.Values)
            {
                while (stack.TryPop(out var buffer)) buffer.Dispose();
            }

            _freeBytes = 0;
        }
    }

    private static long Size(AlignedBuffer buffer) => buffer.Length * sizeof(float);

    private void Return(AlignedBuffer buffer)
    {
        lock (_lock)
        {
            _leasedBytes -= Size(buffer);
            if (!_disposed && _freeBytes + Size(buffer) <= retainedBytes)
            {
                if (!_free.TryGetValue(buffer.Length, out var stack)) _free.Add(buffer.Length, stack = new Stack<AlignedBuffer>());
                stack.Push(buffer);
                _freeBytes += Size(buffer);
                return;
            }
        }

        buffer.Dispose();
    }
}
