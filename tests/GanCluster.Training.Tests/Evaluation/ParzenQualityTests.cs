using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Tests.Data;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Evaluation;

public class ParzenQualityTests
{
    // One centre at 0, and points of deviation s in d dimensions: the likeliest σ is s, the mean −d/2·(log 2πσ² + s²/σ²), and the deviation of a point's logarithm √(d/2)·s²/σ².
    [Fact]
    public void Of_NormalPoints_FindsTheirDeviationMeanAndError()
    {
        const int Size = 20, Points = 4000;
        const double Spread = 0.3;
        var quality = ParzenQuality.Of(new float[Size], Parzen(1), Parzen(2), Size);
        Assert.Equal(Math.Pow(10, 4 / 9.0 - 1), quality.Deviation, 1e-12);
        var ratio = Spread * Spread / (quality.Deviation * quality.Deviation);
        var error = Math.Sqrt(Size / 2.0) * ratio / Math.Sqrt(Points);
        Assert.Equal(error, quality.StandardError, 0.05 * error);
        Assert.Equal(-Size / 2.0 * (Math.Log(2 * Math.PI * quality.Deviation * quality.Deviation) + ratio), quality.LogLikelihood, 4 * error);
        Assert.Equal((1, Points), (quality.Samples, quality.TestImages));

        static float[] Parzen(ulong seed) => ParzenWindowTests.Normal(seed, Size * Points, Spread);
    }

    [Fact]
    public void Images_WithTestImages_AreTheirOwnAndAllInZeroToOne()
    {
        var images = ImagesToJudge.Of(new Numbered(200, 0), new Numbered(30, 1000), samples: 1000, seed: 1);
        Assert.True(images.IsHeldOut);
        Assert.Equal(200, images.Seen);
        Assert.Equal(Enumerable.Range(1000, 30), Numbers(images.Test));
        Assert.Equal(Enumerable.Range(180, 20), Numbers(images.Validation));
        Assert.Equal(Enumerable.Range(0, 180), Numbers(images.Training).Order());
        Assert.NotEqual(Enumerable.Range(0, 180), Numbers(images.Training));
    }

    [Fact]
    public void Images_WithoutTestImages_AreThreePartsOfTheDataAndSaySo()
    {
        var images = ImagesToJudge.Of(new Numbered(200, 0), null, samples: 50, seed: 1);
        Assert.False(images.IsHeldOut);
        Assert.Equal(180, images.Seen);
        Assert.Equal(Enumerable.Range(180, 20), Numbers(images.Test));
        Assert.Equal(Enumerable.Range(160, 20), Numbers(images.Validation));
        Assert.Equal(50, Numbers(images.Training).Distinct().Count());
        Assert.All(Numbers(images.Training), number => Assert.InRange(number, 0, 159));
    }

    [Fact]
    public void TestOf_FolderWithBothPairs_IsTheTestPairAlone()
    {
        using var folder = new TemporaryFolder();
        var options = new DataOptions { Source = DataSource.Idx, Path = folder.Path };
        folder.Write("t10k-images-idx3-ubyte", TemporaryFolder.Idx([1, 2, 4], TemporaryFolder.Ramp(8)));
        // Alone they are what the run is trained on.
        Assert.Null(ImagesToJudge.TestOf(options));
        folder.Write("train-images-idx3-ubyte", TemporaryFolder.Idx([3, 2, 4], TemporaryFolder.Ramp(24)));
        Assert.Equal(1, ImagesToJudge.TestOf(options)!.Count);
        Assert.Equal(1, ImagesToJudge.TestOf(new DataOptions(), installed: folder.Path)!.Count);
        Assert.Null(ImagesToJudge.TestOf(new DataOptions { Source = DataSource.Embedded }, installed: folder.Path));
    }

    [Fact]
    public void Evaluation_UntrainedGenerator_IsItsOwnCeilingAndFarFromTheData()
    {
        var data = new NoiseImages(1, 16, 16);
        var options = TinyOptions.Of();
        using var run = new TestRun(options, data);
        using var snapshot = run.Trainer.Snapshot();
        var images = ImagesToJudge.Of(data, null, 300, 1);
        using var evaluator = new ImageEvaluator(run.Trainer.Generator, data, images, null, 1);
        var figures = ImageEvaluation.Of(evaluator, run.Trainer.Generator, snapshot.Groups.Single(group => group.Name == "generator").Values, options, images, 300);
        Assert.Equal(figures.Ceiling, figures.Generated);
        Assert.Equal((300, 100), (figures.Floor.Samples, figures.Floor.TestImages));
        Assert.True(double.IsFinite(figures.Floor.Parzen!.LogLikelihood));
        Assert.NotEqual(figures.Floor.Parzen!.LogLikelihood, figures.Ceiling.Parzen!.LogLikelihood);
    }

    private static IEnumerable<int> Numbers(float[] images) => images.Select(value => (int)Math.Round(value * 2000));

    // Image i is one pixel, (i + first)/2000 where pixels lie in 0 to 1.
    private sealed class Numbered(long count, int first) : ITrainingData
    {
        public string Description => "numbers";
        public long Count => count;
        public IReadOnlyList<long> SampleShape { get; } = [1, 1, 1];
        public IReadOnlyList<string> Classes => [];
        public Digest Fingerprint => default;
        public int LabelOf(long sample) => throw new InvalidOperationException("numbers have no labels");

        public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
        {
            for (var i = 0; i < samples.Length; i++) destination[i] = (samples[i] + first) / 1000f - 1;
        }
    }
}
