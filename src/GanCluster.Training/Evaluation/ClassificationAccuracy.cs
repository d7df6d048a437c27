using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Features;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// The classification accuracy score (Ravuri and Vinyals 2019, https://arxiv.org/abs/1905.10887): the share of the test images that a classifier puts into their class after it was trained on generated images
/// alone. What the generator leaves out of a class, or gets wrong, costs here. The classifier is that of <see cref="ClassifierTraining"/> with five passes over as many images as the data has, at most 60,000; beside the generator's
/// stand those trained on the data and on an untrained generator's images. Intervals by Wilson 1927, of the test images alone.
/// </summary>
public static class ClassificationAccuracy
{
    private const int Epochs = 5, MostImages = 60_000;

    /// <param name="values">The generator's, as its layout has them; it has the classes of the data.</param>
    /// <param name="data">What it was trained on.</param>
    /// <param name="test">Images with the same classes; null: those of the data from <paramref name="seen"/> on.</param>
    /// <param name="seen">Images of the data with which the classifier beside it is trained.</param>
    public static (Estimate Generated, Estimate Floor, Estimate Ceiling) Of(
        Network generator, AlignedBuffer values, RunOptions options, ITrainingData data, ITrainingData? test, long seen, long seed)
    {
        var training = seen < data.Count ? new DataSlice(data, 0, seen) : data;
        var judged = test ?? new DataSlice(data, seen, data.Count - seen);
        var count = (int)Math.Min(training.Count, MostImages);
        using var initial = NetworkReplica.InitialGenerator(generator, options);
        var generated = GeneratedImages.Of(generator, values, count, data.Classes, seed);
        var before = GeneratedImages.Of(generator, initial, count, data.Classes, seed);

        // Each on a thread of its own, and each the same on any number of them.
        Task<Estimate>[] tasks = [.. new[] { generated, count < training.Count ? new DataSlice(training, 0, count) : training, before }.Select(images =>
            Task.Factory.StartNew(() => Of(images, judged, seed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return (tasks[0].GetAwaiter().GetResult(), tasks[1].GetAwaiter().GetResult(), tasks[2].GetAwaiter().GetResult());
    }

    internal static Estimate Of(ITrainingData images, ITrainingData test, long seed)
    {
        using var classifier = new ClassifierTraining(Epochs, seed).Run(images);
        return Wilson(classifier.Right(test), test.Count);
    }

    /// <summary>A share with Wilson's interval.</summary>
    internal static Estimate Wilson(long right, long count)
    {
        var (share, square) = ((double)right / count, Estimate.Normal * Estimate.Normal / count);
        var centre = (share + square / 2) / (1 + square);
        var half = Estimate.Normal * Math.Sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square);
        return new Estimate(share, centre - half, centre + half);
    }
}
