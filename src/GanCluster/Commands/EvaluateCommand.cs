using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Training.Evaluation;

namespace GanCluster.Commands;

/// <summary><c>gancluster evaluate</c>: checks its arguments all at once, then judges.</summary>
internal static class EvaluateCommand
{
    private const int LeastSamples = 100, MostSamples = 1_000_000;

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var count = new Option<string>("--count") { Description = $"samples to be judged; {PointQuality.ProtocolSamples} unless given", HelpName = "N", DefaultValueFactory = _ => $"{PointQuality.ProtocolSamples}" };
        var seed = new Option<string>("--seed") { Description = "the latents follow from it; 1 unless given", HelpName = "N", DefaultValueFactory = _ => "1" };
        var output = new Option<string?>("--output") { Description = "the figures as JSON too", HelpName = "FILE.json" };

        var command = new Command("evaluate", "quality of a generator of points: modes found, share of good samples, reverse KL") { checkpoint, count, seed, output };
        command.SetAction(parsed => Run(host, parsed.GetValue(checkpoint)!, parsed.GetValue(count)!, parsed.GetValue(seed)!, parsed.GetValue(output)));
        return command;
    }

    private static int Run(ProgramHost host, string checkpoint, string count, string seed, string? output)
    {
        var mistakes = new List<string>();
        var samples = WholeNumber.Read("--count", count, LeastSamples, MostSamples, mistakes);
        var seedValue = WholeNumber.Read("--seed", seed, 0, long.MaxValue, mistakes);
        if (!Directory.Exists(host.FullPath(checkpoint))) mistakes.Add($"--checkpoint: there is no folder {checkpoint}; give a run's folder, such as runs/ring8-20260314-150926");
        if (output is not null && (Path.GetDirectoryName(host.FullPath(output)) is not { } folder || !Directory.Exists(folder))) mistakes.Add($"--output: the folder of {output} doesn't exist; make it first");
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        EvaluateJob.Run(new EvaluateRequest(host.FullPath(checkpoint), (int)samples, output is null ? null : host.FullPath(output), seedValue, host.Terminal));
        return ExitCode.Done;
    }
}
