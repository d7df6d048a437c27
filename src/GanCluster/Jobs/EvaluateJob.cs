using System.Globalization;
using System.Text.Json;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Own;
using GanCluster.Training.Evaluation;

namespace GanCluster.Jobs;

/// <summary>Judges a checkpoint's moving-average generator.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Samples">Null for the protocol's number.</param>
/// <param name="Data">Where the run's images lie now, absolute; null for where they lay.</param>
/// <param name="Features">File of an extractor, absolute; null for the program's own.</param>
/// <param name="Neighbours">Where a picture of samples beside training images goes, absolute; null for none.</param>
/// <param name="Classify">Train classifiers on images of a conditional generator, too.</param>
/// <param name="Output">Where the figures go as JSON, absolute; null for the table alone.</param>
internal sealed record EvaluateRequest(string Checkpoint, int? Samples, string? Data, string? Features, string? Neighbours, bool Classify, string? Output, long Seed, Terminal Terminal)
{
    /// <summary>Whose networks and data it may be.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;
}

internal static partial class EvaluateJob
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="UnusableInputException">The data isn't there, or is other data.</exception>
    public static void Run(EvaluateRequest request)
    {
        using var generator = CheckpointGenerator.Open(request.Checkpoint, request.Terminal, request.Program.Parts);
        if (generator.Options.Data.IsPoints) JudgePoints(request, generator);
        else if (generator.Options.Data.Source.Known == DataSource.Stacked) JudgeStacks(request, generator);
        else if (generator.Network.OutputShape.Count == 3) JudgeImages(request, generator);
        else RequireOwn(request, generator);
        if (request.Program.Figures.Count > 0) JudgeByOwn(request, generator);
    }

    private static void JudgePoints(EvaluateRequest request, CheckpointGenerator generator)
    {
        var (options, checkpoint) = (generator.Options, generator.Checkpoint);
        var samples = request.Samples ?? PointQuality.ProtocolSamples;
        if (request.Data is not null) throw new UnusableInputException($"--data: {checkpoint.Folder} was trained on points, which are drawn anew and lie nowhere; leave it out.");
        if (request.Features is not null || request.Neighbours is not null || request.Classify)
            throw new UnusableInputException($"--features, --neighbours, --classify: {checkpoint.Folder} was trained on points, which are judged without; leave them out.");

        var figures = PointEvaluation.Of(generator.Network, generator.Values.Values, options, samples, request.Seed);
        request.Terminal.WriteLine($"{checkpoint.Manifest.Data.Description}, step {checkpoint.Step:N0}: {samples:N0} samples each, 95 % intervals in brackets");
        request.Terminal.WriteLine($"{"",-14}{"modes",-20}{"high quality %",-24}{"reverse KL",-24}");
        Row("generated", figures.Generated);
        Row("the data", figures.Floor);
        Row("untrained", figures.Ceiling);
        Write(request, new { checkpoint.Step, request.Seed, figures.Generated, figures.Floor, figures.Ceiling });

        void Row(string name, PointQuality quality) => request.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-14}{$"{quality.Modes.Value:0}/{quality.ModesThereAre} ({quality.Modes.Low:0} to {quality.Modes.High:0})",-20}{Text(quality.HighQuality, 100, "0.0"),-24}{Text(quality.ReverseKl, 1, "0.000"),-24}").TrimEnd());
    }

    private static void Write(EvaluateRequest request, object figures)
    {
        if (request.Output is not null) File.WriteAllText(request.Output, JsonSerializer.Serialize(figures, Readable) + "\n");
    }

    private static string Text(Estimate estimate, double factor, string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{(factor * estimate.Value).ToString(format, CultureInfo.InvariantCulture)} ({(factor * estimate.Low).ToString(format, CultureInfo.InvariantCulture)} to {(factor * estimate.High).ToString(format, CultureInfo.InvariantCulture)})");
}
