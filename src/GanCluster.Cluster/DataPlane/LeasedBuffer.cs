using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane;

/// <summary>A buffer that goes back when the last of its leases is disposed.</summary>
internal sealed class LeasedBuffer(AlignedBuffer buffer, Action<AlignedBuffer>? release)
{
    private int _leases = 1;

    public AlignedBuffer Buffer => buffer;

    public bool IsShared => Volatile.Read(ref _leases) > 1;

    public void Add() => Interlocked.Increment(ref _leases);

    public void Remove()
    {
        if (Interlocked.Decrement(ref _leases) == 0) release?.Invoke(buffer);
    }
}
