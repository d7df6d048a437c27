using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Pictures;
using GanCluster.Training;
using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;

namespace GanCluster.Jobs;

internal static partial class EvaluateJob
{
    private const int PairRows = 16, PairNeighbours = 6, NameWidth = 23, ColumnWidth = 29;

    private static void JudgeImages(EvaluateRequest request, CheckpointGenerator generator)
    {
        var (options, checkpoint) = (generator.Options, generator.Checkpoint);
        if (request.Data is not null) options = options with { Data = options.Data with { Path = request.Data } };
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        if (!data.SampleShape.SequenceEqual(checkpoint.Manifest.Data.SampleShape))
        {
            throw new UnusableInputException(
                $"{checkpoint.Folder} was trained on {checkpoint.Manifest.Data.Description}, and {data.Description} has images of another shape: name the data of the run by --data.");
        }

        var test = ImagesToJudge.TestOf(options.Data);
        using var extractor = FeatureExtractors.Open(request.Features, data.SampleShape);
        if (extractor is null && request.Neighbours is not null)
            throw new UnusableInputException("--neighbours: the program's own features are of 28 x 28 grey images; train others on your data by gancluster features, and give them by --features.");
        if (request.Classify) RequireClasses(generator, data, test);
        if (OwnIdentity.Of(options, data).Value != checkpoint.Manifest.Run)
            request.Terminal.WriteError($"{checkpoint.Folder} was trained on {checkpoint.Manifest.Data.Description}: {data.Description} is other data, or another version of this program has trained it.");

        var samples = request.Samples ?? ImageEvaluation.ProtocolSamples;
        var images = ImagesToJudge.Of(data, test, samples, request.Seed);
        using var evaluator = new ImageEvaluator(generator.Network, data, images, extractor, request.Seed);
        var figures = ImageEvaluation.Of(evaluator, generator.Network, generator.Values.Values, options, images, samples);
        if (request.Classify)
        {
            var (own, floor, ceiling) = ClassificationAccuracy.Of(generator.Network, generator.Values.Values, options, data, test, images.Seen, request.Seed);
            figures = new ImageEvaluation(figures.Generated with { Accuracy = own }, figures.Floor with { Accuracy = floor }, figures.Ceiling with { Accuracy = ceiling });
        }

        Print(request, generator, images, extractor, evaluator, figures);
        if (request.Neighbours is { } picture) DrawNeighbours(request, generator, evaluator, picture, samples);
        Write(request, new
        {
            checkpoint.Step,
            request.Seed,
            images.IsHeldOut,
            Extractor = extractor is null ? null : new { extractor.Description, Digest = extractor.Digest.ToString(), extractor.Accuracy },
            ComparedImages = extractor is null ? (int?)null : evaluator.Compared,
            figures.Generated,
            figures.Floor,
            figures.Ceiling,
        });
    }

    private static void Print(EvaluateRequest request, CheckpointGenerator generator, ImagesToJudge images, IFeatureExtractor? extractor, ImageEvaluator evaluator, ImageEvaluation figures)
    {
        var terminal = request.Terminal;
        terminal.WriteLine($"{generator.Checkpoint.Manifest.Data.Description}, step {generator.Checkpoint.Step:N0}: {figures.Generated.Samples:N0} samples, {figures.Generated.TestImages:N0} test images");
        if (!images.IsHeldOut) terminal.WriteLine("No test images lie beside the data: these are the last of it, which the generator has seen.");
        terminal.WriteLine(extractor is null
            ? "No features: the program's own are of 28 x 28 grey images; train others on your data by gancluster features, and give them by --features."
            : $"Features: {extractor.Description}; SHA-256 {extractor.Digest}. Neighbours among {evaluator.Compared:N0} training images.");
        Row("95 % in brackets", "generated", "the data", "untrained");
        FeatureRow("FID", quality => quality.Fid, 1, "0.00");
        FeatureRow("KID", quality => quality.Kid, 1, "0.0000");
        FeatureRow("density", quality => quality.Density, 1, "0.000");
        FeatureRow("coverage", quality => quality.Coverage, 1, "0.000");
        FeatureRow("nearest neighbours", quality => quality.Neighbours, 1, "0.000");
        if (figures.Generated.Accuracy is not null) Figures("accuracy %", quality => Text(quality.Accuracy!, 100, "0.0"));
        Figures("sliced Wasserstein", quality => Text(quality.SlicedWasserstein, 1, "0.0000"));
        Figures("Parzen log-likelihood", quality => Likelihood(quality.Parzen!));

        void FeatureRow(string name, Func<FeatureQuality, Estimate> figure, double factor, string format)
        {
            if (extractor is not null) Figures(name, quality => Text(figure(quality.Features!), factor, format));
        }

        void Figures(string name, Func<ImageQuality, string> figure) => Row(name, figure(figures.Generated), figure(figures.Floor), figure(figures.Ceiling));

        void Row(string name, string generated, string floor, string ceiling) =>
            terminal.WriteLine($"{name,-NameWidth}{generated,-ColumnWidth}{floor,-ColumnWidth}{ceiling}".TrimEnd());
    }

    private static void RequireClasses(CheckpointGenerator generator, ITrainingData data, ITrainingData? test)
    {
        if (generator.Network.Classes == 0)
            throw new UnusableInputException($"--classify: {generator.Checkpoint.Folder} draws no classes, so that nothing says what its images are of; train with --set training.conditional=on.");
        if (generator.Network.Classes != data.Classes.Count)
            throw new UnusableInputException($"--classify: the generator has {generator.Network.Classes} classes and {data.Description} has {data.Classes.Count}; name the data of the run by --data.");
        if (test is not null && test.Classes.Count != data.Classes.Count)
            throw new UnusableInputException($"--classify: the test images beside the data have {test.Classes.Count} classes and the data {data.Classes.Count}; put the labels of the same set beside them.");
        if (!ClassifierNetwork.Takes(data.SampleShape))
            throw new UnusableInputException("--classify: the classifier takes square images of 28, 32, 64 or 128 pixels (4 to 7 doubled some times); leave it out.");
    }

    private static string Likelihood(ParzenQuality quality) =>
        string.Create(CultureInfo.InvariantCulture, $"{quality.LogLikelihood:0.0} ± {quality.StandardError:0.0}, σ {quality.Deviation:0.000}");

    private static void DrawNeighbours(EvaluateRequest request, CheckpointGenerator generator, ImageEvaluator evaluator, string picture, int samples)
    {
        var rows = evaluator.Pairs(evaluator.Draw(generator.Values.Values, samples), PairRows, PairNeighbours);
        var data = generator.Checkpoint.Manifest.Data;
        File.WriteAllBytes(picture, SamplePicture.Png(rows, PairRows * (1 + PairNeighbours), data, generator.Options.Data.Source, generator.Checkpoint.Step, 1 + PairNeighbours));
        request.Terminal.WriteLine($"{PairRows} samples, each beside the {PairNeighbours} training images that are nearest to it, in {request.Neighbours}: {PairRows / 2} at random, then the {PairRows / 2} that lie nearest to any");
    }
}
