using GanCluster.Core.Memory;

namespace GanCluster.Core.Tests.Memory;

public unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void Pointer_AnyLength_IsAlignedAndZeroed(long length)
    {
        using var buffer = new AlignedBuffer(length);
        Assert.Equal(0, (nint)buffer.Pointer % AlignedBuffer.Alignment);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(length * sizeof(float), buffer.Bytes.Length);
        Assert.False(buffer.Span.ContainsAnyExcept(0f));
    }

    [Fact]
    public void Pointer_AfterDisposal_Throws()
    {
        var buffer = new AlignedBuffer(16);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    public void RoundUp_AnyCount_IsWholeUnits(long floats, long expected) => Assert.Equal(expected, AlignedBuffer.RoundUp(floats));
}
