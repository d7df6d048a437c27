using GanCluster.Training.Data;

namespace GanCluster.Training.Tests.Data;

public class GaussianMixtureTests
{
    [Fact]
    public void Ring8_Modes_LieOnTheUnitCircle()
    {
        var ring = GaussianMixture.Ring8(10, seed: 1);
        Assert.Equal(8, ring.Modes.Count);
        Assert.Equal(0.01, ring.Sigma);
        for (var k = 0; k < 8; k++)
        {
            Assert.Equal(Math.Cos(k * Math.PI / 4), ring.Modes[k].X, 12);
            Assert.Equal(Math.Sin(k * Math.PI / 4), ring.Modes[k].Y, 12);
        }
    }

    [Fact]
    public void Grid25_Modes_AreTheGridOfTwos()
    {
        var grid = GaussianMixture.Grid25(10, seed: 1);
        Assert.Equal(25, grid.Modes.Distinct().Count());
        Assert.All(grid.Modes, mode => Assert.True(mode.X % 2 == 0 && mode.Y % 2 == 0 && Math.Abs(mode.X) <= 4 && Math.Abs(mode.Y) <= 4));
        Assert.Equal(0.05, grid.Sigma);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Points_Many_AreSpreadOverTheModesWithSigma(bool ring)
    {
        const int points = 100_000;
        var data = ring ? GaussianMixture.Ring8(points, seed: 4) : GaussianMixture.Grid25(points, seed: 4);
        Assert.Equal([2], data.SampleShape);
        Assert.Equal(points, data.Count);
        Assert.Equal(data.Modes.Count, data.Classes.Count);
        var values = new float[2 * points];
        data.Fill([.. Enumerable.Range(0, points).Select(i => (long)i)], values);

        var perMode = new int[data.Modes.Count];
        double squares = 0, products = 0, near = 0;
        for (var i = 0; i < points; i++)
        {
            var mode = data.Modes[data.LabelOf(i)];
            double x = (values[2 * i] - mode.X) / data.Sigma, y = (values[(2 * i) + 1] - mode.Y) / data.Sigma;
            perMode[data.LabelOf(i)]++;
            squares += (x * x) + (y * y);
            products += x * y;
            if ((x * x) + (y * y) <= 9) near++;
        }
        Assert.All(perMode, n => Assert.InRange(n, points / perMode.Length * 0.9, points / perMode.Length * 1.1));
        Assert.InRange(squares / points, 1.97, 2.03);
        Assert.InRange(products / points, -0.015, 0.015);
        Assert.InRange(near / points, 0.987, 0.991); // 1 − e^(−9/2) = 0.9889, field-notes' perfect generator
    }

    [Fact]
    public void Fingerprint_SeedCountAndKind_TellMixturesApart()
    {
        Assert.Equal(GaussianMixture.Ring8(100, seed: 1).Fingerprint, GaussianMixture.Ring8(100, seed: 1).Fingerprint);
        Assert.Equal(4, new[]
        {
            GaussianMixture.Ring8(100, seed: 1), GaussianMixture.Ring8(100, seed: 2), GaussianMixture.Ring8(101, seed: 1), GaussianMixture.Grid25(100, seed: 1),
        }.Select(data => data.Fingerprint).Distinct().Count());
    }

    [Fact]
    public void Fill_AnyOrder_GivesThosePointsAndAllocatesNothing()
    {
        var data = GaussianMixture.Grid25(100, seed: 1);
        float[] all = new float[200], some = new float[6];
        data.Fill([.. Enumerable.Range(0, 100).Select(i => (long)i)], all);
        long[] samples = [99, 0, 99];
        data.Fill(samples, some);
        Assert.Equal([all[198], all[199], all[0], all[1], all[198], all[199]], some);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) data.Fill(samples, some);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
