using GanCluster.Core.Averaging;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Tests.Averaging;

public class VectorSumTests
{
    private const int Length = 80;

    [Fact]
    public void Add_Range_IsThePlainSumThereAndNothingElsewhere()
    {
        var (left, right) = (ShardVectors.Of(2, Length, 3)[0], ShardVectors.Of(2, Length, 3)[1]);
        using var sum = BufferOf(left);
        using var addend = BufferOf(right);
        VectorSum.Add(sum, addend, 16, 48);
        for (var i = 0; i < Length; i++) Assert.Equal(i is >= 16 and < 64 ? left[i] + right[i] : left[i], sum.Span[i]);
        Assert.Equal(right, addend.Span.ToArray());
    }

    [Fact]
    public void Divide_ByAnOddNumber_IsThePlainQuotient()
    {
        var values = ShardVectors.Of(1, Length, 4)[0];
        using var buffer = BufferOf(values);
        VectorSum.Divide(buffer, 7, 32, 48);
        for (var i = 0; i < Length; i++) Assert.Equal(i >= 32 ? values[i] / 7 : values[i], buffer.Span[i]);
        // A reciprocal would be quicker and wrong in the last bit.
        Assert.Contains(values, value => value / 7 != value * (1f / 7));
    }

    [Fact]
    public void Add_DenormalsAndNegativeZeros_AreKept()
    {
        using var sum = BufferOf([.. Enumerable.Repeat(float.Epsilon, 8), .. Enumerable.Repeat(-0f, 8)]);
        using var addend = BufferOf([.. Enumerable.Repeat(float.Epsilon, 8), .. Enumerable.Repeat(-0f, 8)]);
        VectorSum.Add(sum, addend, 0, 16);
        Assert.All(sum.Span[..8].ToArray(), value => Assert.Equal(2, BitConverter.SingleToInt32Bits(value)));
        Assert.All(sum.Span[8..].ToArray(), value => Assert.True(float.IsNegative(value)));
    }

    private static AlignedBuffer BufferOf(float[] values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
