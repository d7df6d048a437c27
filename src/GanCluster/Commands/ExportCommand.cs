using System.CommandLine;
using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster export</c>: checks its arguments all at once, then writes.</summary>
internal static class ExportCommand
{
    private const string Safetensors = "safetensors";

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var format = new Option<string>("--format") { Description = "safetensors: names and shapes as PyTorch has them", HelpName = Safetensors, DefaultValueFactory = _ => Safetensors };
        var output = new Option<string>("--output") { Description = "what to write", HelpName = "FILE", Required = true };

        var command = new Command("export", "writes the moving-average generator for other programs") { checkpoint, format, output };
        command.SetAction(parsed => Run(host, parsed.GetValue(checkpoint)!, parsed.GetValue(format)!, parsed.GetValue(output)!));
        return command;
    }

    private static int Run(ProgramHost host, string checkpoint, string format, string output)
    {
        var mistakes = new List<string>();
        if (!Directory.Exists(host.FullPath(checkpoint))) mistakes.Add($"--checkpoint: there is no folder {checkpoint}; give a run's folder, such as runs/fashion-20260314-150926");
        if (!format.Equals(Safetensors, StringComparison.OrdinalIgnoreCase)) mistakes.Add($"--format: '{format}' can't be written; give {Safetensors}");
        if (Path.GetDirectoryName(host.FullPath(output)) is not { } folder || !Directory.Exists(folder)) mistakes.Add($"--output: the folder of {output} doesn't exist; make it first");
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        ExportJob.Run(new ExportRequest(host.FullPath(checkpoint), host.FullPath(output), host.Terminal));
        return ExitCode.Done;
    }
}
