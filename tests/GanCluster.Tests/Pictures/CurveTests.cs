using GanCluster.Pictures;

namespace GanCluster.Tests.Pictures;

public sealed class CurveTests
{
    [Fact]
    public void Thinned_LongSeries_KeepsPeaksAndOrder()
    {
        var values = new double[100_000];
        (values[12_345], values[77_777]) = (5, -7);
        var thin = new Curve([.. Enumerable.Range(0, values.Length).Select(i => (double)i)], values).Thinned(1000);

        Assert.InRange(thin.Values.Length, 1000, 2000);
        Assert.Contains((12_345, 5), thin.Steps.Zip(thin.Values));
        Assert.Contains((77_777, -7), thin.Steps.Zip(thin.Values));
        Assert.Equal(thin.Steps.Order(), thin.Steps);
    }

    [Fact]
    public void Thinned_ShortSeries_IsItself()
    {
        var curve = new Curve([1, 2, 3], [4, 5, 6]);

        Assert.Same(curve, curve.Thinned(1000));
    }

    [Fact]
    public void Smoothed_Constant_StaysConstantFromTheStart() =>
        Assert.All(new Curve([1, 2, 3], [4, 4, 4]).Smoothed(10).Values, value => Assert.Equal(4, value, 1e-12));

    [Fact]
    public void Of_ValuesThatAreNotFinite_LeavesThemOut()
    {
        LossPoint[] points = [new(1, 1, 0, 0, 0), new(2, float.NaN, 0, 0, 0), new(3, float.PositiveInfinity, 0, 0, 0), new(4, 2, 0, 0, 0)];

        var curve = Curve.Of(points, point => point.DiscriminatorLoss);

        Assert.Equal([1.0, 4.0], curve.Steps);
        Assert.Equal([1.0, 2.0], curve.Values);
    }

    [Fact]
    public void UsualRange_OnePeakAmongThousand_IsLeftOut()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i == 500 ? 1e9 : i % 2).ToArray();

        var (least, greatest) = Curve.UsualRange([new Curve(values, values)]);

        Assert.InRange(least, -0.2, 0);
        Assert.InRange(greatest, 1, 1.2);
    }
}
