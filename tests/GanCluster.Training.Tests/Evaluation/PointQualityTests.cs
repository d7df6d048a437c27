using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Networks;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Evaluation;

public class PointQualityTests
{
    private static readonly GaussianMixture Ring = GaussianMixture.Ring8(1, 0);

    // A normal point lies within three deviations in the plane with probability 1 − exp(−9/2) = 0.98889; KL's mean is about (modes − 1)/2n.
    [Fact]
    public void Of_SamplesOfTheMixture_HasTheValuesOfProbabilityTheory()
    {
        const int Samples = 100_000;
        var mixture = GaussianMixture.Grid25(Samples, 5);
        var points = new float[2 * Samples];
        mixture.Fill([.. Enumerable.Range(0, Samples).Select(place => (long)place)], points);
        var quality = PointQuality.Of(ModeTally.Of(points, mixture), 1);
        Assert.Equal(25, quality.Modes.Value);
        Assert.Equal(1 - Math.Exp(-4.5), quality.HighQuality.Value, 0.001);
        Assert.InRange(quality.ReverseKl.Value, 0, 4 * 24.0 / (2 * Samples));
        // Half a 95 % interval of a share is 1.96 standard errors.
        var error = Math.Sqrt(quality.HighQuality.Value * (1 - quality.HighQuality.Value) / Samples);
        Assert.Equal(2 * 1.96 * error, quality.HighQuality.High - quality.HighQuality.Low, 0.3 * error);
    }

    // Three of four points at two modes, one far away: shares 3/4 and 1/4 of eight modes.
    [Fact]
    public void Of_AFewPoints_IsTheFormulas()
    {
        float[] points = [1, 0, 1.029f, 0, 0, 1, 1.031f, 0];
        var quality = PointQuality.Of(ModeTally.Of(points, Ring), 1);
        Assert.Equal((4, 2, 8), (quality.Samples, (int)quality.Modes.Value, quality.ModesThereAre));
        Assert.Equal(0.75, quality.HighQuality.Value);
        Assert.Equal(0.75 * Math.Log(0.75 * 8) + 0.25 * Math.Log(0.25 * 8), quality.ReverseKl.Value, 1e-12);
    }

    [Fact]
    public void Of_OneModeAlone_HasTheLogarithmOfTheModes()
    {
        var quality = PointQuality.Of(ModeTally.Of(Enumerable.Repeat((float[])[0, 1], 50).SelectMany(point => point).ToArray(), Ring), 1);
        Assert.Equal(1, quality.Modes.Value);
        Assert.Equal(Math.Log(8), quality.ReverseKl.Value, 1e-12);
    }

    [Fact]
    public void Evaluation_UntrainedGenerator_IsItsOwnCeilingAndFarFromTheFloor()
    {
        var options = Presets.Ring8.Options;
        using var run = new TestRun(options with { Data = new DataOptions { Source = DataSource.Ring8 } }, GaussianMixture.Ring8(1000, 1));
        using var snapshot = run.Trainer.Snapshot();
        var values = snapshot.Groups.Single(group => group.Name == "generator").Values;
        var figures = PointEvaluation.Of(NetworkBuilder.Generator(options.Generator, [2]), values, options, 500, 1);
        Assert.Equal(figures.Ceiling, figures.Generated);
        Assert.Equal(8, figures.Floor.Modes.Value);
        Assert.True(figures.Floor.HighQuality.Low > figures.Ceiling.HighQuality.High);
    }
}
