using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Training.Replica;

namespace GanCluster.Training.Tests.Replica;

public unsafe class GradientScanTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(4096)]
    public void SumOfSquares_AnyVectorWidth_IsSixteenSumsInOrder(int length)
    {
        using var values = Values(length);
        var places = new double[16];
        for (var i = 0; i < length; i++)
        {
            var square = (double)values.Span[i] * values.Span[i];
            places[i % 16] += square;
        }

        var sum = 0.0;
        foreach (var place in places) sum += place;
        Assert.Equal(sum, GradientScan.SumOfSquares(values.Pointer, length));
    }

    // Without this the test above would pass for any order.
    [Fact]
    public void SumOfSquares_OneAfterTheOther_WouldDiffer()
    {
        using var values = Values(4096);
        var sum = 0.0;
        foreach (var value in values.Span) sum += (double)value * value;
        Assert.NotEqual(sum, GradientScan.SumOfSquares(values.Pointer, 4096));
    }

    [Fact]
    public void SumOfSquares_LargestFloats_IsFinite()
    {
        using var values = new AlignedBuffer(1 << 16);
        values.Span.Fill(float.MaxValue);
        Assert.Equal((1 << 16) * ((double)float.MaxValue * float.MaxValue), GradientScan.SumOfSquares(values.Pointer, values.Length), 1e70);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void SumOfSquares_OneValueNotFinite_IsNotFinite(float strange)
    {
        using var values = Values(64);
        for (var place = 0; place < 64; place++)
        {
            var old = values.Span[place];
            values.Span[place] = strange;
            Assert.False(double.IsFinite(GradientScan.SumOfSquares(values.Pointer, 64)));
            values.Span[place] = old;
        }
    }

    private static AlignedBuffer Values(int length)
    {
        var random = new KeyedRandom(1);
        var values = new AlignedBuffer(length);
        for (var i = 0; i < length; i++) values.Span[i] = (float)random.NextNormal();
        return values;
    }
}
