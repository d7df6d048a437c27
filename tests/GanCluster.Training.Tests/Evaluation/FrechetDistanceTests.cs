using GanCluster.Core.Data;
using GanCluster.Training.Evaluation;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Evaluation;

public class FrechetDistanceTests
{
    // Points at ±c along each axis have the mean 0 and the covariance 2c²/(n − 1) on the diagonal: exactly the Gaussians whose distance is known, ‖μ − ν‖² + Σ (σ − τ)².
    [Fact]
    public void Between_DiagonalGaussians_IsTheClosedForm()
    {
        double[] one = [1, 2, 0.5], other = [3, 0.25, 0.5], shift = [1, -2, 0.5];
        using var left = new GaussianFit(Axes(one, [0, 0, 0]));
        using var right = new GaussianFit(Axes(other, shift));
        var expected = shift.Sum(value => value * value) + one.Zip(other).Sum(pair => Math.Pow(pair.First - pair.Second, 2) * 2 / 5);
        Assert.Equal(expected, FrechetDistance.Between(left, right).Value, 1e-9);
        Assert.Equal(expected, FrechetDistance.Between(right, left).Value, 1e-9);
    }

    // Covariances that don't commute; in the plane tr (√A B √A)^½ = √(tr AB + 2 √(det A det B)).
    [Fact]
    public void Between_TurnedGaussiansOfThePlane_IsTheClosedForm()
    {
        var (left, right) = (Normal(3, 50, 2, (x, y) => (2 * x + y, 0.3 * y)), Normal(4, 70, 2, (x, y) => (0.5 * x, y - x)));
        using var a = new GaussianFit(left);
        using var b = new GaussianFit(right);
        var (first, second) = (a.Covariance.data<double>().ToArray(), b.Covariance.data<double>().ToArray());
        var trace = first[0] * second[0] + first[1] * second[2] + first[2] * second[1] + first[3] * second[3];
        var determinants = (first[0] * first[3] - first[1] * first[2]) * (second[0] * second[3] - second[1] * second[2]);
        var shift = a.Mean.data<double>().ToArray().Zip(b.Mean.data<double>().ToArray()).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        var expected = shift + first[0] + first[3] + second[0] + second[3] - 2 * Math.Sqrt(trace + 2 * Math.Sqrt(determinants));
        Assert.Equal(expected, FrechetDistance.Between(a, b).Value, 1e-9);
    }

    // Fewer samples than values: covariances without an inverse. And values that never vary, as those of a ReLU that is never on.
    [Fact]
    public void Between_SingularCovariances_IsFiniteAndZeroForItself()
    {
        using var fit = new GaussianFit(Normal(1, 8, 20, null));
        using var constant = new GaussianFit(ones(8, 20, dtype: float64));
        var itself = FrechetDistance.Between(fit, fit);
        Assert.Equal(0, itself.Value, 1e-9);
        var expected = fit.Covariance.trace().item<double>() + (fit.Mean - 1).pow(2).sum().item<double>();
        var found = FrechetDistance.Between(constant, fit);
        Assert.Equal(expected, found.Value, 1e-9);
        Assert.True(double.IsFinite(found.High) && found.High > found.Value);
    }

    // What the interval claims, tried: the distance of fresh samples spreads as widely.
    [Fact]
    public void Between_FreshSamples_SpreadAsTheIntervalSays()
    {
        const int Trials = 60;
        var estimates = Enumerable.Range(0, Trials).Select(trial =>
        {
            using var one = new GaussianFit(Normal((ulong)trial, 500, 2, (x, y) => (x + 1, 2 * y + x)));
            using var other = new GaussianFit(Normal((ulong)trial + 1000, 300, 2, (x, y) => (1.5 * x, y)));
            return FrechetDistance.Between(one, other);
        }).ToArray();
        var mean = estimates.Average(estimate => estimate.Value);
        var spread = Math.Sqrt(estimates.Sum(estimate => Math.Pow(estimate.Value - mean, 2)) / (Trials - 1));
        var claimed = estimates.Average(estimate => (estimate.High - estimate.Low) / (2 * 1.96));
        Assert.InRange(claimed / spread, 0.75, 1.35);
    }

    internal static Tensor Normal(ulong seed, int count, int size, Func<double, double, (double, double)>? map)
    {
        var random = new KeyedRandom(seed);
        var values = new double[count * size];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextNormal();
        for (var i = 0; map is not null && i < values.Length; i += 2) (values[i], values[i + 1]) = map(values[i], values[i + 1]);
        return tensor(values).reshape(count, size);
    }

    private static Tensor Axes(double[] lengths, double[] mean)
    {
        var size = lengths.Length;
        var values = new double[2 * size * size];
        for (var i = 0; i < 2 * size; i++)
            for (var k = 0; k < size; k++) values[i * size + k] = mean[k] + (i / 2 == k ? (i % 2 == 0 ? 1 : -1) * lengths[k] : 0);
        return tensor(values).reshape(2 * size, size);
    }
}
