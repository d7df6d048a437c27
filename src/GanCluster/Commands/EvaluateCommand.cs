using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Features;

namespace GanCluster.Commands;

/// <summary><c>gancluster evaluate</c>: checks its arguments all at once, then judges.</summary>
internal static class EvaluateCommand
{
    private const int LeastSamples = 100, MostSamples = 1_000_000;

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var count = new Option<string?>("--count") { Description = $"samples to be judged; {PointQuality.ProtocolSamples} points or {ImageEvaluation.ProtocolSamples} images unless given", HelpName = "N" };
        var data = new Option<string?>("--data") { Description = "folder with the images of the run; where it found them unless given", HelpName = "DIR" };
        var seed = new Option<string>("--seed") { Description = "the latents follow from it; 1 unless given", HelpName = "N", DefaultValueFactory = _ => "1" };
        var output = new Option<string?>("--output") { Description = "the figures as JSON too", HelpName = "FILE.json" };
        var features = new Option<string?>("--features") { Description = $"what compares images: a classifier of gancluster features ({ClassifierFile.Ending}), or any other name for TorchScript that makes [N, D] of [N, C, H, W] in -1 to 1; the program's own for 28 x 28 grey images unless given", HelpName = "FILE" };
        var neighbours = new Option<string?>("--neighbours") { Description = "a picture of samples beside the training images that are nearest to them", HelpName = "FILE.png" };
        var classify = new Option<bool>("--classify") { Description = "also train a classifier on the generator's images alone, and try it on the test images: for generators with classes, some minutes" };

        var command = new Command("evaluate", "quality of a generator: of points modes found, share of good samples, reverse KL; of images FID, KID, density, coverage, nearest neighbours and more")
        {
            checkpoint, data, count, seed, features, neighbours, classify, output,
        };
        command.SetAction(parsed => Run(host, parsed.GetValue(checkpoint)!, parsed.GetValue(data), parsed.GetValue(count), parsed.GetValue(seed)!, parsed.GetValue(features), parsed.GetValue(neighbours), parsed.GetValue(classify), parsed.GetValue(output)));
        return command;
    }

    private static int Run(ProgramHost host, string checkpoint, string? data, string? count, string seed, string? features, string? neighbours, bool classify, string? output)
    {
        var mistakes = new List<string>();
        int? samples = count is null ? null : (int)WholeNumber.Read("--count", count, LeastSamples, MostSamples, mistakes);
        var seedValue = WholeNumber.Read("--seed", seed, 0, long.MaxValue, mistakes);
        FileArgument.CheckCheckpoint(host, checkpoint, "runs/ring8-20260314-150926", mistakes);
        if (data is not null && !Path.Exists(host.FullPath(data))) mistakes.Add($"--data: there is no {data}; give the folder with the images that the run was trained on");
        if (features is not null && !File.Exists(host.FullPath(features))) mistakes.Add($"--features: there is no file {features}; give an extractor, or leave it out");
        if (neighbours is not null) FileArgument.CheckFile(host, "--neighbours", neighbours, [".png"], mistakes);
        if (output is not null) FileArgument.CheckOutput(host, output, mistakes);
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        EvaluateJob.Run(new EvaluateRequest(host.FullPath(checkpoint), samples, Absolute(data), Absolute(features), Absolute(neighbours), classify, Absolute(output), seedValue, host.Terminal) { Program = host.Own });
        return ExitCode.Done;

        string? Absolute(string? path) => path is null ? null : host.FullPath(path);
    }
}
