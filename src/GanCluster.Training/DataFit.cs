using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Networks;
using GanCluster.Training.Regularizers;

namespace GanCluster.Training;

/// <summary>What options and data must have in common: known only when the data is open.</summary>
public static class DataFit
{
    /// <summary>Classes that both networks are told of: 0 unless the run is conditional.</summary>
    /// <exception cref="UnusableInputException">The options ask for what the data hasn't.</exception>
    public static int Classes(RunOptions options, ITrainingData data)
    {
        var isLabelled = data.Classes.Count >= 2;
        var isTold = options.Training.Conditional switch
        {
            Conditioning.Auto => isLabelled && data.SampleShape.Count == 3 && options.Loss.Packing == 1,
            var conditional => conditional == Conditioning.On,
        };
        if (!isTold) return 0;
        if (isLabelled) return data.Classes.Count;
        throw new UnusableInputException(
            $"training.conditional is on, but {data.Description} has {(data.Classes.Count == 0 ? "no labels" : "one class alone")}: set training.conditional=off, or give data with labels (IDX files with their labels, or a folder with a folder of images for each class).");
    }

    /// <summary>The networks of a run over such data.</summary>
    /// <exception cref="UnusableInputException">They don't fit the data.</exception>
    public static (Network Generator, Network Discriminator) Networks(RunOptions options, ITrainingData data)
    {
        var mistakes = new List<string>();
        if (options.Augmentation.Kind != AugmentationKind.None && (data.SampleShape.Count != 3 || data.SampleShape[1] != data.SampleShape[2]))
            mistakes.Add($"augmentation.kind is {OptionValue.Format(options.Augmentation.Kind)}, which changes square images, but the data has samples of shape [{string.Join(", ", data.SampleShape)}]: set augmentation.kind=none.");
        var classes = Try(() => Classes(options, data), mistakes);
        var generator = Try(() => NetworkBuilder.Generator(options.Generator, data.SampleShape, classes), mistakes);
        var discriminator = Try(() => NetworkBuilder.Discriminator(options.Discriminator, data.SampleShape, classes, options.Loss.Packing), mistakes);
        if (discriminator is { HasBatchStatistics: true } && options.Discriminator.Kind.OwnName is { } own && Penalties.From(options.Loss).Count > 0)
            mistakes.Add($"discriminator.kind: the network {own} has batch norm, and a penalty on gradients needs a discriminator that judges each sample by itself: set the weights in the section loss to 0, or normalize otherwise.");
        if (options.Evaluation.Every > 0 && RunFigure.Refusal(data) is { } refusal) mistakes.Add(refusal);
        return mistakes.Count == 0 ? (generator!, discriminator!) : throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));
    }

    private static T? Try<T>(Func<T> make, List<string> mistakes)
    {
        try
        {
            return make();
        }
        catch (UnusableInputException exception)
        {
            mistakes.Add(exception.Message);
            return default;
        }
    }
}
