using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Training.Features;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Features;

public class ClassifierTrainingTests
{
    [Fact]
    public void Run_TheSameDataAndSeed_GivesTheSameBytesAndAnotherSeedOthers()
    {
        var data = new Stripes(500, 1);
        var losses = new List<double>();
        Assert.Equal(Trained(1, losses.Add), Trained(1, _ => { }));
        Assert.NotEqual(Trained(1, _ => { }), Trained(2, _ => { }));
        Assert.Equal(2, losses.Count);
        Assert.True(losses[1] < losses[0], $"{losses[1]} after {losses[0]}");

        Digest Trained(long seed, Action<double> finished)
        {
            using var classifier = new ClassifierTraining(2, seed).Run(data, (_, loss) => finished(loss));
            using var values = classifier.Copy();
            return Digest.Of(values.Bytes);
        }
    }

    [Fact]
    public void Run_DataThatCanBeLearned_ClassifiesOtherSamplesOfThem()
    {
        using var classifier = new ClassifierTraining(4, 1).Run(new Stripes(2000, 1));
        var test = new Stripes(1050, 2);
        Assert.InRange(classifier.Right(test), 1000, 1050);

        // One by one and all at once: the batch isn't in the result.
        var images = new float[150 * 256];
        test.Fill([.. Enumerable.Range(0, 150).Select(i => (long)i)], images);
        var features = classifier.FeaturesOf(images);
        Assert.Equal(150 * ClassifierNetwork.Features, features.Length);
        Assert.Equal(features[^ClassifierNetwork.Features..], classifier.FeaturesOf(images.AsSpan(149 * 256)));
        Assert.All(features, value => Assert.True(value >= 0));
    }

    [Fact]
    public void Run_DataItCannotTake_IsRefusedWithTheRemedy()
    {
        var training = new ClassifierTraining(1, 1);
        Assert.Contains("labels", Assert.Throws<UnusableInputException>(() => training.Run(new NoiseImages(1, 16, 16))).Message, StringComparison.Ordinal);
        Assert.Contains("28, 32, 64 or 128", Assert.Throws<UnusableInputException>(() => training.Run(new NoiseImages(1, 18, 18) { Classes = ["a", "b"] })).Message, StringComparison.Ordinal);
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => training.Run(new Stripes(100, 1), cancellation: ended.Token));
    }
}
