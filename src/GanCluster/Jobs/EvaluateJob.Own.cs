using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanCluster.Core;
using GanCluster.Training.Data;
using GanCluster.Training.Evaluation;

namespace GanCluster.Jobs;

internal static partial class EvaluateJob
{
    private const int OwnSamples = 2500;

    /// <exception cref="UnusableInputException">The program has no figures of its own, and none is built in for such data.</exception>
    private static void RequireOwn(EvaluateRequest request, CheckpointGenerator generator)
    {
        if (request.Program.Figures.Count > 0) return;
        var checkpoint = generator.Checkpoint;
        throw new UnusableInputException(
            $"{checkpoint.Folder} was trained on {checkpoint.Manifest.Data.Description}, for which no figure is built in: add one of your own to the program by GanProgram.Evaluate, or look at what sample draws.");
    }

    /// <summary>The figures of the program's own, after those that are built in.</summary>
    private static void JudgeByOwn(EvaluateRequest request, CheckpointGenerator generator)
    {
        var (options, checkpoint, figures) = (generator.Options, generator.Checkpoint, request.Program.Figures);
        if (request.Data is not null) options = options with { Data = options.Data with { Path = request.Data } };
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        var count = (int)Math.Min(request.Samples ?? OwnSamples, data.Count);
        var samples = SamplesToJudge.Of(generator.Network, generator.Values.Values, options, data, count, request.Seed);

        request.Terminal.WriteLine($"{data.Description}, step {checkpoint.Step:N0}: {count:N0} samples each");
        request.Terminal.WriteLine($"{"",-28}{"generated",14}{"the data",14}{"untrained",14}");
        var rows = figures.Select(figure => (figure.Name, Generated: figure.Of(samples.Generated), Floor: figure.Of(samples.Data), Ceiling: figure.Of(samples.Untrained))).ToArray();
        foreach (var row in rows) request.Terminal.WriteLine($"{row.Name,-28}{Text(row.Generated),14}{Text(row.Floor),14}{Text(row.Ceiling),14}");
        if (request.Output is not null) AddTo(request.Output, new { checkpoint.Step, request.Seed, Samples = count, Figures = rows.ToDictionary(row => row.Name, row => new { Generated = Finite(row.Generated), Floor = Finite(row.Floor), Ceiling = Finite(row.Ceiling) }) });

        static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

        static double? Finite(double value) => double.IsFinite(value) ? value : null;
    }

    // Behind what the built-in figures have written.
    private static void AddTo(string output, object own)
    {
        var json = File.Exists(output) ? JsonNode.Parse(File.ReadAllText(output))!.AsObject() : [];
        json["own"] = JsonSerializer.SerializeToNode(own, Readable);
        File.WriteAllText(output, json.ToJsonString(Readable) + "\n");
    }
}
