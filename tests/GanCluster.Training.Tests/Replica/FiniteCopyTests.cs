using GanCluster.Core.Memory;
using GanCluster.Training.Replica;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

public unsafe class FiniteCopyTests
{
    [Fact]
    public void ToGap_AnyLength_CopiesAndZeroesTheGapOnly()
    {
        using var source = new AlignedBuffer(128);
        using var destination = new AlignedBuffer(128);
        for (var i = 0; i < 128; i++) source.Span[i] = i + 1;
        for (var length = 0; length <= 65; length++)
        {
            destination.Span.Fill(-5);
            Assert.True(FiniteCopy.ToGap(source.Pointer, destination.Pointer, length));
            var end = (int)AlignedBuffer.RoundUp(length);
            Assert.Equal(source.Span[..length].ToArray(), destination.Span[..length].ToArray());
            Assert.False(destination.Span[length..end].ContainsAnyExcept(0f));
            Assert.False(destination.Span[end..].ContainsAnyExcept(-5f));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ToGap_OneValueNotFinite_SaysSoWhereverItIs(float strange)
    {
        using var source = new AlignedBuffer(48);
        using var destination = new AlignedBuffer(48);
        for (var place = 0; place < 37; place++)
        {
            source.Span.Fill(float.MaxValue);
            source.Span[place] = strange;
            Assert.False(FiniteCopy.ToGap(source.Pointer, destination.Pointer, 37));
            Assert.Equal(strange, destination.Span[place]);
        }

        source.Span.Fill(float.Epsilon);
        source.Span[40] = strange;
        Assert.True(FiniteCopy.ToGap(source.Pointer, destination.Pointer, 37));
    }

    // Which of two NaNs a sum keeps depends on the order of its operands, which isn't fixed: so there is only one NaN.
    [Theory]
    [InlineData(0x7fc00000)]
    [InlineData(0x7fc12345)]
    [InlineData(0x7f800001)]
    [InlineData(unchecked((int)0xffc00001))]
    public void ToGap_AnyNaN_BecomesTheOneNaN(int bits)
    {
        using var source = new AlignedBuffer(48);
        using var destination = new AlignedBuffer(48);
        foreach (var place in new[] { 0, 20, 36 }) PhaseAverage.SetBits(source, place, bits);
        Assert.False(FiniteCopy.ToGap(source.Pointer, destination.Pointer, 37));
        var expected = new float[48];
        foreach (var place in new[] { 0, 20, 36 }) expected[place] = float.NaN;
        Assert.Equal(PhaseAverage.Bits(expected), PhaseAverage.Bits(destination.Span));
    }
}
