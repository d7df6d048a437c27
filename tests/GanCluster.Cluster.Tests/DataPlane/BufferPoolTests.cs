using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Memory;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class BufferPoolTests : IDisposable
{
    private readonly BufferPool _pool = new(retainedBytes: 256);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public unsafe void Rent_AfterDispose_GivesTheSameMemoryAligned()
    {
        float* first;
        using (var lease = _pool.Rent(100))
        {
            first = lease.Buffer.Pointer;
            Assert.Equal(100, lease.Bytes.Length);
            Assert.Equal(0, (nint)first % AlignedBuffer.Alignment);
            Assert.Equal(128, _pool.LeasedBytes);
        }

        using var again = _pool.Rent(128);
        Assert.True(first == again.Buffer.Pointer);
        Assert.Equal(0, _pool.FreeBytes);
    }

    [Fact]
    public void Dispose_BeyondWhatIsRetained_FreesTheBuffer()
    {
        BufferLease[] leases = [.. Enumerable.Range(0, 5).Select(_ => _pool.Rent(128))];
        foreach (var lease in leases) lease.Dispose();
        Assert.Equal((0, 256), (_pool.LeasedBytes, _pool.FreeBytes));
    }

    [Fact]
    public void Share_UntilTheLastIsDisposed_KeepsTheBuffer()
    {
        var lease = _pool.Rent(128);
        var part = lease.Share(offset: 16, length: 64);
        Assert.True(lease.IsShared);
        lease.Dispose();
        lease.Dispose(); // twice is once
        Assert.Equal((16, 64, 128), (part.Offset, part.Length, _pool.LeasedBytes));
        part.Dispose();
        Assert.Equal(0, _pool.LeasedBytes);
        Assert.Throws<ObjectDisposedException>(() => part.Buffer);
    }

    [Fact]
    public void Share_BeyondTheRange_Throws()
    {
        using var lease = _pool.Rent(128);
        Assert.Throws<ArgumentOutOfRangeException>(() => lease.Share(17, 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => lease.Share(-1, 64));
    }
}
