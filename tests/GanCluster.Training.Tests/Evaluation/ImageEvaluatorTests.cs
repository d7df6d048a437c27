using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Evaluation;

public sealed class ImageEvaluatorTests : IDisposable
{
    private readonly NoiseImages _data = new(1, 16, 16);
    private readonly TestRun _run;
    private readonly Means _means = new();

    public ImageEvaluatorTests() => _run = new TestRun(TinyOptions.Of(), _data);

    public void Dispose()
    {
        _run.Dispose();
        _means.Dispose();
    }

    [Fact]
    public void Evaluate_TheSameValues_GivesTheSameFiguresAgainAndForAnotherEvaluator()
    {
        using var snapshot = _run.Trainer.Snapshot();
        var values = snapshot.Groups.Single(group => group.Name == "generator").Values;
        using var evaluator = Evaluator();
        var first = evaluator.Evaluate(values, 250);
        Assert.Equal(first, evaluator.Evaluate(values, 250));
        using var another = Evaluator();
        Assert.Equal(first, another.Evaluate(values, 250));
        Assert.Equal((250, 100), (first.Samples, first.TestImages));
    }

    // Copies of training images: no distance to them, all else as for the data itself.
    [Fact]
    public void Judge_TrainingImages_AreFoundOutByTheirNeighbours()
    {
        using var evaluator = Evaluator();
        var copies = ImagesToJudge.ToSigned(ImagesToJudge.Of(_data, null, 400, 1).Training);
        var figures = evaluator.Judge(copies);
        Assert.Equal(0, figures.Features!.Neighbours.Value);
        Assert.InRange(figures.Features.Coverage.Value, 0.9, 1);
        Assert.InRange(0, figures.Features.Kid.Low, figures.Features.Kid.High);

        var pairs = evaluator.Pairs(copies, rows: 4, neighbours: 2);
        Assert.Equal(4 * 3 * 256, pairs.Length);
        Assert.All(Enumerable.Range(0, 4), row => Assert.Equal(pairs[(row * 768)..(row * 768 + 256)], pairs[(row * 768 + 256)..(row * 768 + 512)], (one, other) => Math.Abs(one - other) < 1e-6));
    }

    [Fact]
    public void Judge_WithoutAnExtractor_HasFiguresInPixelsAlone()
    {
        using var evaluator = new ImageEvaluator(_run.Trainer.Generator, _data, ImagesToJudge.Of(_data, null, 100, 1), null, 1);
        var figures = evaluator.Judge(new float[100 * 256]);
        Assert.Null(figures.Features);
        // Noise in −1 to 1 has a deviation of 1/√3, black images none.
        Assert.Equal(Math.Sqrt(1 / 3.0), figures.SlicedWasserstein.Value, 0.05);
    }

    [Fact]
    public void Judge_Cancelled_Ends()
    {
        using var evaluator = Evaluator();
        Assert.Throws<OperationCanceledException>(() => evaluator.Judge(new float[100 * 256], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Evaluator_TooFewTestImages_IsRefused()
    {
        var images = ImagesToJudge.Of(_data, null, 100, 1);
        var refused = Assert.Throws<UnusableInputException>(() => new ImageEvaluator(_run.Trainer.Generator, _data, images with { Test = images.Test[..(99 * 256)] }, null, 1));
        Assert.Contains("99 test images are too few", refused.Message, StringComparison.Ordinal);
    }

    private ImageEvaluator Evaluator() => new(_run.Trainer.Generator, _data, ImagesToJudge.Of(_data, null, 300, 1), _means, 1);

    // The means of each image's quarters.
    private sealed class Means : IFeatureExtractor
    {
        public string Description => "means";
        public Digest Digest => default;
        public double? Accuracy => null;

        public float[] FeaturesOf(ReadOnlySpan<float> images, IReadOnlyList<long> sampleShape)
        {
            var means = new float[images.Length / 64];
            for (var i = 0; i < images.Length; i++) means[i / 64] += images[i] / 64;
            return means;
        }

        public void Dispose()
        {
        }
    }
}
