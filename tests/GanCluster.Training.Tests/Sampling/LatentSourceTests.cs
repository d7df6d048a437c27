using GanCluster.Training.Sampling;

namespace GanCluster.Training.Tests.Sampling;

public class LatentSourceTests
{
    private const int Size = 20, Many = 500;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Fill_Truncated_KeepsWhatLiesWithinAndDrawsTheRestAgain(double most)
    {
        var (plain, truncated) = (Latents(null), Latents(most));
        Assert.All(truncated, value => Assert.InRange(Math.Abs(value), 0, most));
        Assert.All(plain.Zip(truncated), pair => Assert.True(Math.Abs(pair.First) > most || pair.First == pair.Second));
        Assert.True(truncated.Distinct().Count() > 0.99 * truncated.Length);
    }

    // Of a normal distribution cut off at 1: variance 1 − 2φ(1)/(2Φ(1) − 1) = 0.2911. Clipping would give 0.516.
    [Fact]
    public void Fill_Truncated_HasTheVarianceOfATruncatedNormal()
    {
        var values = Latents(1);
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(0.2911, values.Average(value => value * value), 0.01);
    }

    [Fact]
    public void Fill_WideTruncation_ChangesNothing() => Assert.Equal(Latents(null), Latents(100));

    [Fact]
    public void Fill_SameNumber_IsTheSameInAnyOrder()
    {
        using var source = new LatentSource(7, Size, 0.5);
        var (one, other, again) = (new float[Size], new float[Size], new float[Size]);
        source.Fill(3, one);
        source.Fill(4, other);
        source.Fill(3, again);
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Fill_BetweenNumbers_IsOnTheWay()
    {
        using var source = new LatentSource(7, Size, 1);
        var (from, to, between, expected) = (new float[Size], new float[Size], new float[Size], new float[Size]);
        source.Fill(3, from);
        source.Fill(4, to);
        source.Fill(new SamplePoint(3, 0.3, 0), between);
        SphericalInterpolation.Between(from, to, 0.3, expected);
        Assert.Equal(expected, between);
        source.Fill(new SamplePoint(3, 1, 0), between);
        Assert.Equal(to, between);
    }

    private static float[] Latents(double? truncation)
    {
        using var source = new LatentSource(7, Size, truncation);
        var values = new float[Size * Many];
        for (var i = 0; i < Many; i++) source.Fill(i, values.AsSpan(i * Size, Size));
        return values;
    }
}
