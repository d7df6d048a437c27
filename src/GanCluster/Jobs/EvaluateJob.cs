using System.Globalization;
using System.Text.Json;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Training.Evaluation;

namespace GanCluster.Jobs;

/// <summary>Judges a checkpoint's moving-average generator.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Where the figures go as JSON, absolute; null for the table alone.</param>
internal sealed record EvaluateRequest(string Checkpoint, int Samples, string? Output, long Seed, Terminal Terminal);

internal static class EvaluateJob
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="UnusableInputException">The checkpoint is of data that has no figures.</exception>
    public static void Run(EvaluateRequest request)
    {
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal);
        var (options, checkpoint) = (generator.Options, generator.Checkpoint);
        if (options.Data.Source is not (DataSource.Ring8 or DataSource.Grid25))
            throw new UnusableInputException($"{checkpoint.Folder} was trained on {checkpoint.Manifest.Data.Description}, and evaluate has figures for points of the plane alone: give a run with data.source=ring8 or grid25.");

        var figures = PointEvaluation.Of(generator.Network, generator.Values.Values, options, request.Samples, request.Seed);
        request.Terminal.WriteLine($"{checkpoint.Manifest.Data.Description}, step {checkpoint.Step:N0}: {request.Samples:N0} samples each, 95 % intervals in brackets");
        request.Terminal.WriteLine($"{"",-14}{"modes",-20}{"high quality %",-24}{"reverse KL",-24}");
        Row("generated", figures.Generated);
        Row("the data", figures.Floor);
        Row("untrained", figures.Ceiling);
        if (request.Output is null) return;
        File.WriteAllText(request.Output, JsonSerializer.Serialize(new { checkpoint.Step, request.Seed, figures.Generated, figures.Floor, figures.Ceiling }, Readable) + "\n");

        void Row(string name, PointQuality quality) => request.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-14}{$"{quality.Modes.Value:0}/{quality.ModesThereAre} ({quality.Modes.Low:0} to {quality.Modes.High:0})",-20}{Text(quality.HighQuality, 100, "0.0"),-24}{Text(quality.ReverseKl, 1, "0.000"),-24}").TrimEnd());
    }

    private static string Text(Estimate estimate, double factor, string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{(factor * estimate.Value).ToString(format, CultureInfo.InvariantCulture)} ({(factor * estimate.Low).ToString(format, CultureInfo.InvariantCulture)} to {(factor * estimate.High).ToString(format, CultureInfo.InvariantCulture)})");
}
