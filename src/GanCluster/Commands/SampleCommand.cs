using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Pictures.Gif;

namespace GanCluster.Commands;

/// <summary><c>gancluster sample</c>: checks its arguments all at once, then draws.</summary>
internal static class SampleCommand
{
    private const int MostSteps = 10_000;

    // Fewer than one value in twenty-five lies below the least, and each of the others is drawn anew: longer than that nobody wants to wait.
    private const double LeastTruncation = 0.05, MostTruncation = 100;

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var count = new Option<string?>("--count") { Description = "how many samples; with --classes of each class, with --interpolate how many ways", HelpName = "N" };
        var output = new Option<string>("--output") { Description = ".png: a grid; .gif: the ways of --interpolate there and back, or --history; .npy: float32 as the network gives it, [N, C, H, W] in -1 to 1 or [N, 2], row by row", HelpName = "FILE", Required = true };
        var seed = new Option<string>("--seed") { Description = "the latents follow from it; 1 unless given", HelpName = "N", DefaultValueFactory = _ => "1" };
        var classes = new Option<string?>("--classes") { Description = "a row for each of these classes, from the same latents: numbers from 0 or names, such as 0,3 or Bag,Coat, or all", HelpName = "CLASS,..." };
        var interpolate = new Option<string?>("--interpolate") { Description = "a row for each way from one latent to the next, so many samples with both ends, on the sphere (slerp)", HelpName = "STEPS" };
        var truncation = new Option<string?>("--truncation") { Description = "draws values of the latents beyond +-T again: more typical samples, less variety; 0.5 to 2 is usual", HelpName = "T" };
        var latents = new Option<string?>("--latents") { Description = "the latents too, float32 [N, latent]: what other programs make the same samples from", HelpName = "FILE.npy" };

        var history = new Option<bool>("--history") { Description = "the run's pictures one after another, as a .gif: how the generator learned; draws nothing, so it goes with --checkpoint and --output alone" };

        var command = new Command("sample", "draws from the moving-average generator") { checkpoint, count, output, seed, classes, interpolate, truncation, latents, history };
        command.SetAction(parsed => Run(host, new SampleArguments(
            parsed.GetValue(checkpoint)!, parsed.GetValue(count), parsed.GetValue(output)!, parsed.GetValue(seed)!, parsed.GetValue(history),
            parsed.GetValue(classes), parsed.GetValue(interpolate), parsed.GetValue(truncation), parsed.GetValue(latents))));
        return command;
    }

    private static int Run(ProgramHost host, SampleArguments arguments)
    {
        var mistakes = new List<string>();
        FileArgument.CheckCheckpoint(host, arguments.Checkpoint, "runs/fashion-20260314-150926", mistakes);
        FileArgument.CheckFile(host, "--output", arguments.Output, arguments.History ? [AnimatedGif.Ending] : [".png", AnimatedGif.Ending, ".npy"], mistakes);
        if (arguments.History) return RunHistory(host, arguments, mistakes);
        if (AnimatedGif.IsNameOfOne(arguments.Output) && arguments.Interpolate is null) mistakes.Add("--output: a .gif shows what moves; add --interpolate STEPS or --history, or name it .png");
        if (arguments.Latents is { } latents) FileArgument.CheckFile(host, "--latents", latents, [".npy"], mistakes);
        if (arguments.Latents is { } other && host.FullPath(other) == host.FullPath(arguments.Output)) mistakes.Add("--latents: it names the same file as --output; give each its own");
        var request = new SampleRequest(host.FullPath(arguments.Checkpoint), host.FullPath(arguments.Output), host.Terminal)
        {
            Program = host.Own,
            Count = arguments.Count is null ? Missing("--count: is missing; say how many samples, such as --count 64", mistakes) : (int)WholeNumber.Read("--count", arguments.Count, 1, SampleRequest.MostSamples, mistakes),
            Seed = WholeNumber.Read("--seed", arguments.Seed, 0, long.MaxValue, mistakes),
            Classes = arguments.Classes,
            Steps = arguments.Interpolate is { } steps ? (int)WholeNumber.Read("--interpolate", steps, 2, MostSteps, mistakes) : 0,
            Truncation = arguments.Truncation is { } truncation ? RealNumber.Read("--truncation", truncation, LeastTruncation, MostTruncation, mistakes) : null,
            Latents = arguments.Latents is { } file ? host.FullPath(file) : null,
        };
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        host.Jobs.Sample(request);
        return ExitCode.Done;
    }

    private static int RunHistory(ProgramHost host, SampleArguments arguments, List<string> mistakes)
    {
        foreach (var (option, value) in new[]
        {
            ("--count", arguments.Count), ("--classes", arguments.Classes), ("--interpolate", arguments.Interpolate), ("--truncation", arguments.Truncation), ("--latents", arguments.Latents),
        })
        {
            if (value is not null) mistakes.Add($"{option}: --history draws nothing, it shows the pictures that the run has; leave one of the two out");
        }

        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));
        HistoryJob.Run(host.FullPath(arguments.Checkpoint), host.FullPath(arguments.Output), host.Terminal);
        return ExitCode.Done;
    }

    private static int Missing(string sentence, List<string> mistakes)
    {
        mistakes.Add(sentence);
        return 1;
    }
}
