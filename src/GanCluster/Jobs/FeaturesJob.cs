using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;

namespace GanCluster.Jobs;

/// <summary>Trains a classifier whose features <c>evaluate</c> compares images by.</summary>
/// <param name="Output">Absolute.</param>
internal sealed record FeaturesRequest(DataOptions Data, int Epochs, long Seed, string Output, Terminal Terminal);

internal static class FeaturesJob
{
    /// <exception cref="UnusableInputException">The data isn't there, has no classes or images that can't be classified.</exception>
    public static void Run(FeaturesRequest request)
    {
        var data = TrainingDataSource.Open(request.Data, request.Seed);
        var test = ImagesToJudge.TestOf(request.Data) is { } found && found.Classes.Count == data.Classes.Count ? found : null;
        var terminal = request.Terminal;
        terminal.WriteLine($"Data: {data.Description}, {data.Classes.Count} classes; {(test is null ? "no test images lie beside them" : $"{test.Count:N0} test images")}");
        using var classifier = new ClassifierTraining(request.Epochs, request.Seed).Run(data, (epoch, loss) =>
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {request.Epochs}, cross-entropy {loss:0.0000}")));
        var score = new ClassifierScore(data.Description.Split(',')[0], data.Count, test?.Count ?? 0, test is null ? 0 : classifier.Right(test));

        using var content = new MemoryStream();
        ClassifierFile.Write(content, classifier, score);
        var bytes = content.ToArray();
        File.WriteAllBytes(request.Output, bytes);
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(score.Accuracy is { } share ? $"right about {100 * share:0.00} % of the test images; " : "")}{classifier.Layout.Values:N0} values in {request.Output}, SHA-256 {Digest.Of(bytes)}"));
    }
}
