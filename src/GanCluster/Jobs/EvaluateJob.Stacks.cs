using System.Globalization;
using GanCluster.Core;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;

namespace GanCluster.Jobs;

internal static partial class EvaluateJob
{
    private static void JudgeStacks(EvaluateRequest request, CheckpointGenerator generator)
    {
        var (options, checkpoint) = (generator.Options, generator.Checkpoint);
        if (request.Neighbours is not null || request.Classify)
            throw new UnusableInputException($"--neighbours, --classify: {checkpoint.Folder} was trained on stacks, which are judged by their kinds; leave them out.");
        if (request.Data is not null) options = options with { Data = options.Data with { Path = request.Data } };
        using var features = FeatureExtractors.Open(request.Features, [1, .. checkpoint.Manifest.Data.SampleShape.Skip(1)]);
        if (features is not ClassifierFeatures known)
        {
            throw new UnusableInputException(request.Features is null
                ? "The program's own classifier is of 28 x 28 images: train another on your data by gancluster features, and give it by --features."
                : $"--features: {request.Features} puts images into no classes: give a classifier that gancluster features has written.");
        }

        var samples = request.Samples ?? StackQuality.ProtocolSamples;
        var figures = StackEvaluation.Of(generator.Network, generator.Values.Values, options, known.Classifier, samples, request.Seed);
        request.Terminal.WriteLine($"{checkpoint.Manifest.Data.Description}, step {checkpoint.Step:N0}: {samples:N0} samples each, 95 % intervals in brackets");
        request.Terminal.WriteLine($"Kinds by {known.Description}; SHA-256 {known.Digest}.");
        request.Terminal.WriteLine($"{"",-14}{"modes",-24}{"reverse KL",-24}".TrimEnd());
        Row("generated", figures.Generated);
        Row("the data", figures.Floor);
        Row("untrained", figures.Ceiling);
        Write(request, new
        {
            checkpoint.Step,
            request.Seed,
            Extractor = new { known.Description, Digest = known.Digest.ToString(), known.Accuracy },
            figures.Generated,
            figures.Floor,
            figures.Ceiling,
        });

        void Row(string name, StackQuality quality) => request.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-14}{$"{quality.Modes.Value:0}/{quality.ModesThereAre} ({quality.Modes.Low:0} to {quality.Modes.High:0})",-24}{Text(quality.ReverseKl, 1, "0.000")}"));
    }
}
