using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;

namespace GanCluster.Training.Tests.Evaluation;

public sealed class StackQualityTests
{
    private const int Stacks = 600, Size = 784;

    private readonly ImageSet _images = EmbeddedFashion.Load();

    [Fact]
    public void Of_OneKindAgainAndAgain_IsOneModeAndTheWorstDivergence()
    {
        var one = new float[3 * Size];
        _images.Fill([0, 1, 2], one);
        var quality = Judged([.. Enumerable.Range(0, Stacks).SelectMany(_ => one)]);
        Assert.Equal((Stacks, 1000, 1.0), (quality.Samples, quality.ModesThereAre, quality.Modes.Value));
        Assert.Equal(Math.Log(1000), quality.ReverseKl.Value, 12);
        Assert.Equal(Math.Log(1000), quality.ReverseKl.High, 9);
    }

    /// <summary>The classifier is right about nine of ten images, so nearly as many kinds are found as the labels say, counted here by hand.</summary>
    [Fact]
    public void Of_StacksOfTheData_FindsTheKindsOfTheirLabels()
    {
        var numbers = Enumerable.Range(0, 3 * Stacks).Select(place => (long)place).ToArray();
        var stacks = new float[3 * Stacks * Size];
        _images.Fill(numbers, stacks);
        var kinds = numbers.Chunk(3).Select(parts => string.Join(',', parts.Select(_images.LabelOf))).GroupBy(kind => kind).Select(kind => kind.Count() / (double)Stacks).ToList();
        var quality = Judged(stacks);
        Assert.InRange(quality.Modes.Value, 0.93 * kinds.Count, 1.07 * kinds.Count);
        Assert.InRange(quality.Modes.Value, quality.Modes.Low + 1, quality.Modes.High - 1);
        Assert.InRange(quality.ReverseKl.Value, quality.ReverseKl.Low + 0.01, quality.ReverseKl.High - 0.01);
        Assert.InRange(quality.ReverseKl.Value, 0.9 * kinds.Sum(share => share * Math.Log(1000 * share)), 1.2 * kinds.Sum(share => share * Math.Log(1000 * share)));
    }

    private static StackQuality Judged(float[] stacks)
    {
        using var features = EmbeddedClassifier.Load();
        return StackQuality.Of(stacks, channels: 3, features.Classifier);
    }
}
