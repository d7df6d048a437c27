using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests;

public class DataFitTests
{
    private static readonly NoiseImages Unlabelled = new(1, 16, 16), Labelled = new(1, 16, 16) { Classes = ["a", "b", "c"] };

    [Fact]
    public void Networks_ConditionalWithLabels_HaveTheirClasses()
    {
        var (generator, discriminator) = DataFit.Networks(Conditional(), Labelled);
        Assert.Equal((3, 3), (generator.Classes, discriminator.Classes));
        Assert.Equal([17, 5 + 3], generator.Specs.Single(spec => spec.Name == "hidden1.weight").Shape);
        Assert.Equal([3, 17], discriminator.Specs.Single(spec => spec.Name == "output.embedding.weight").Shape);
    }

    [Fact]
    public void Networks_ConditionalWithoutLabels_SaysWhatToChange()
    {
        var failure = Assert.Throws<UnusableInputException>(() => DataFit.Networks(Conditional(), Unlabelled));
        Assert.Contains("has no labels: set training.conditional=off", failure.Message);
    }

    [Fact]
    public void Networks_ByDefault_HaveTheClassesOfImages()
    {
        var options = TinyOptions.Of();
        Assert.Equal(3, DataFit.Networks(options, Labelled).Generator.Classes);
        Assert.Equal(0, DataFit.Networks(options, Unlabelled).Generator.Classes);
        Assert.Equal(0, DataFit.Networks(options, new NoiseImages(2) { Classes = ["a", "b"] }).Generator.Classes);
        Assert.Equal(0, DataFit.Networks(options with { Loss = options.Loss with { Packing = 2 } }, Labelled).Generator.Classes);
    }

    [Fact]
    public void Networks_SeveralMisfits_AreAllReported()
    {
        var options = TinyOptions.Of(NetworkKind.Resnet) with
        {
            Training = new TrainingOptions { Conditional = Conditioning.On },
            Augmentation = new AugmentationOptions { Kind = AugmentationKind.DiffAugment },
        };
        var lines = Assert.Throws<UnusableInputException>(() => DataFit.Networks(options, new NoiseImages(1, 10, 12))).Message.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.Contains("augmentation.kind=none", lines[0]);
        Assert.Contains("training.conditional=off", lines[1]);
        Assert.Contains("generator.kind=mlp", lines[2]);
        Assert.Contains("discriminator.kind=mlp", lines[3]);
    }

    private static RunOptions Conditional()
    {
        var options = TinyOptions.Of();
        return options with { Training = options.Training with { Conditional = Conditioning.On } };
    }
}
