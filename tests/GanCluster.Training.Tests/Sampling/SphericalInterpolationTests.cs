using GanCluster.Training.Sampling;

namespace GanCluster.Training.Tests.Sampling;

public class SphericalInterpolationTests
{
    private static readonly float[] One = [1.3f, -0.2f, 0.7f, 2.1f], Other = [-0.4f, 1.8f, 0.1f, 0.6f];

    [Fact]
    public void Between_Ends_AreExact()
    {
        Assert.Equal(One, Between(One, Other, 0));
        Assert.Equal(Other, Between(One, Other, 1));
    }

    // A quarter of a right angle at a time, and the length of the ends all the way.
    [Theory]
    [InlineData(0.25, 0.9238795f, 0.3826834f)]
    [InlineData(0.5, 0.7071068f, 0.7071068f)]
    [InlineData(0.75, 0.3826834f, 0.9238795f)]
    public void Between_RightAngle_IsTheArc(double share, float x, float y)
    {
        var between = Between([3, 0], [0, 3], share);
        Assert.Equal(3 * x, between[0], 1e-6f);
        Assert.Equal(3 * y, between[1], 1e-6f);
    }

    [Fact]
    public void Between_AnyLatents_IsMirroredAndTurnsOneWay()
    {
        var (whole, reached) = (Angle(One, Other), 0.0);
        for (var share = 0.1; share < 1; share += 0.1)
        {
            var between = Between(One, Other, share);
            Assert.Equal(between, Between(Other, One, 1 - share), (one, other) => Math.Abs(one - other) < 1e-6);
            Assert.InRange(Angle(One, between), reached, whole);
            reached = Angle(One, between);
        }

        // Of one length, at equal angles.
        var unit = Between(Scaled(One), Scaled(Other), 0.3);
        Assert.Equal(0.3 * whole, Angle(One, unit), 1e-5);
        Assert.Equal(1, Length(unit), 1e-6);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(2f)]
    [InlineData(-1f)]
    public void Between_SameOrOppositeDirections_IsFinite(float factor)
    {
        float[] other = [.. One.Select(value => value * factor)];
        for (var share = 0.0; share <= 1; share += 0.25)
            Assert.Equal(One.Select(value => (float)(value * (1 + share * (factor - 1)))), Between(One, other, share), (one, that) => Math.Abs(one - that) < 1e-6);
    }

    [Fact]
    public void Between_Zeros_IsZero() => Assert.Equal([0, 0], Between([0, 0], [0, 0], 0.5));

    private static float[] Between(float[] from, float[] to, double share)
    {
        var between = new float[from.Length];
        SphericalInterpolation.Between(from, to, share, between);
        return between;
    }

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));

    private static double Angle(float[] one, float[] other) => Math.Acos(one.Zip(other).Sum(pair => (double)pair.First * pair.Second) / Length(one) / Length(other));

    private static float[] Scaled(float[] vector) => [.. vector.Select(value => (float)(value / Length(vector)))];
}
