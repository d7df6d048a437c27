using GanCluster.Core.Data;
using GanCluster.Training.Evaluation;

namespace GanCluster.Training.Tests.Evaluation;

public class ParzenWindowTests
{
    // The density of one Gaussian.
    [Fact]
    public void LogLikelihoods_OneCentre_IsTheNormalDensity()
    {
        using var window = new ParzenWindow([1, -2, 0.5f], 3);
        var logs = window.LogLikelihoods([1, -2, 0.5f, 2, 0, 0.25f], [0.1, 2]);
        foreach (var (deviation, found) in new[] { 0.1, 2 }.Zip(logs))
        {
            var constant = -1.5 * Math.Log(2 * Math.PI * deviation * deviation);
            Assert.Equal(constant, found[0], 1e-9);
            Assert.Equal(constant - (1 + 4 + 0.0625) / (2 * deviation * deviation), found[1], 1e-9);
        }
    }

    // More of both than are taken at a time, in the last block of each fewer than in the others.
    [Fact]
    public void LogLikelihoods_ManyPointsAndCentres_AreTheSumOverAllCentres()
    {
        const int Size = 3, Centres = 2100, Points = 1203;
        var (centres, points) = (Normal(1, Centres * Size), Normal(2, Points * Size));
        using var window = new ParzenWindow(centres, Size);
        var found = window.LogLikelihoods(points, [0.3])[0];
        Assert.Equal(Points, found.Length);
        foreach (var point in new[] { 0, 499, 500, 1000, 1202 })
        {
            var sum = 0.0;
            for (var centre = 0; centre < Centres; centre++)
            {
                var square = 0.0;
                for (var k = 0; k < Size; k++) square += Math.Pow((double)points[point * Size + k] - centres[centre * Size + k], 2);
                sum += Math.Exp(-square / (2 * 0.09)) / Math.Pow(0.3 * Math.Sqrt(2 * Math.PI), Size);
            }

            Assert.Equal(Math.Log(sum / Centres), found[point], 1e-9);
        }
    }

    // Its centres being normal, the window is the normal density with the variance 1 + σ², whose mean logarithm over normal points is known.
    [Fact]
    public void LogLikelihoods_NormalCentresAndPoints_HaveTheMeanOfTheConvolvedDensity()
    {
        using var window = new ParzenWindow(Normal(1, 4000), 1);
        var variance = 1 + 0.5 * 0.5;
        Assert.Equal(-0.5 * Math.Log(2 * Math.PI * variance) - 0.5 / variance, window.LogLikelihoods(Normal(2, 4000), [0.5])[0].Average(), 0.04);
    }

    // exp(−5,000) is zero in double.
    [Fact]
    public void LogLikelihoods_PointFarFromAll_IsFinite()
    {
        using var window = new ParzenWindow([0, 1], 1);
        Assert.Equal(-0.5 * 99 * 99 / 0.25 - Math.Log(2) - Math.Log(0.5 * Math.Sqrt(2 * Math.PI)), window.LogLikelihoods([100], [0.5])[0][0], 1e-6);
    }

    internal static float[] Normal(ulong seed, int count, double deviation = 1)
    {
        var random = new KeyedRandom(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(deviation * random.NextNormal());
        return values;
    }
}
