using GanCluster.Training.Evaluation;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Evaluation;

public class DensityCoverageTests
{
    // The definitions of Naeem et al., equations 1 to 4 of the paper, sample by sample, over more balls than are taken at a time.
    [Fact]
    public void Of_TwoSets_AreTheDefinitions()
    {
        var (real, fake) = (FrechetDistanceTests.Normal(1, 150, 4, null), FrechetDistanceTests.Normal(2, 130, 4, null) * 1.3);
        var (x, y) = (KernelDistanceTests.Rows(real), KernelDistanceTests.Rows(fake));
        var radii = x.Select((one, i) => x.Where((_, j) => j != i).Select(other => Distance(one, other)).Order().ElementAt(4)).ToArray();
        var density = y.Sum(sample => x.Where((centre, i) => Distance(centre, sample) < radii[i]).Count()) / (5.0 * y.Length);
        var coverage = x.Where((centre, i) => y.Any(sample => Distance(centre, sample) < radii[i])).Count() / (double)x.Length;

        using var balls = new DensityCoverage(real);
        var found = balls.Of(fake);
        Assert.Equal((density, coverage), (found.Density.Value, found.Coverage.Value));
        Assert.InRange(coverage, found.Coverage.Low, found.Coverage.High);

        static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    // What the paper proves: of equal distributions the density is 1 on the mean, and the coverage 1 − (n − 1)…(n − k)/((n + m − 1)…(n + m − k)), with as many of both 1 − 2⁻⁵.
    [Fact]
    public void Of_EqualDistributions_AreTheExpectedValues()
    {
        using var balls = new DensityCoverage(FrechetDistanceTests.Normal(3, 2000, 3, null));
        var (density, coverage) = balls.Of(FrechetDistanceTests.Normal(4, 2000, 3, null));
        Assert.InRange(1, density.Low, density.High);
        Assert.InRange(1 - Math.Pow(0.5, 5), coverage.Low, coverage.High);
        Assert.InRange(density.High - density.Low, 0.02, 0.2);
    }

    [Fact]
    public void Of_SamplesAtOnePlace_CoverOnlyWhatLiesThere()
    {
        using var balls = new DensityCoverage(FrechetDistanceTests.Normal(3, 500, 3, null));
        var (_, coverage) = balls.Of(zeros(200, 3, dtype: float64));
        Assert.InRange(coverage.Value, 0.001, 0.2);
        var (density, none) = balls.Of(full(200, 3, 100, dtype: float64));
        Assert.Equal((0, 0), (density.Value, none.Value));
    }
}
