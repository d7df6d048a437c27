using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster sample</c>: checks its arguments all at once, then draws.</summary>
internal static class SampleCommand
{
    private const int MostSamples = 10_000_000;

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var count = new Option<string>("--count") { Description = "how many samples", HelpName = "N", Required = true };
        var output = new Option<string>("--output") { Description = ".png: a grid; .npy: float32 as the network gives it, [N, C, H, W] in -1 to 1 or [N, 2]", HelpName = "FILE", Required = true };
        var seed = new Option<string>("--seed") { Description = "the latents follow from it; 1 unless given", HelpName = "N", DefaultValueFactory = _ => "1" };

        var command = new Command("sample", "draws from the moving-average generator") { checkpoint, count, output, seed };
        command.SetAction(parsed => Run(host, parsed.GetValue(checkpoint)!, parsed.GetValue(count)!, parsed.GetValue(output)!, parsed.GetValue(seed)!));
        return command;
    }

    private static int Run(ProgramHost host, string checkpoint, string count, string output, string seed)
    {
        var mistakes = new List<string>();
        var samples = WholeNumber.Read("--count", count, 1, MostSamples, mistakes);
        var seedValue = WholeNumber.Read("--seed", seed, 0, long.MaxValue, mistakes);
        if (!Directory.Exists(host.FullPath(checkpoint))) mistakes.Add($"--checkpoint: there is no folder {checkpoint}; give a run's folder, such as runs/fashion-20260314-150926");
        if (Path.GetExtension(output).ToLowerInvariant() is not (".png" or ".npy")) mistakes.Add($"--output: {output} ends in neither .png nor .npy; name it so, since the ending chooses the format");
        if (Path.GetDirectoryName(host.FullPath(output)) is not { } folder || !Directory.Exists(folder)) mistakes.Add($"--output: the folder of {output} doesn't exist; make it first");
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        host.Jobs.Sample(new SampleRequest(host.FullPath(checkpoint), (int)samples, host.FullPath(output), seedValue, host.Terminal));
        return ExitCode.Done;
    }
}
