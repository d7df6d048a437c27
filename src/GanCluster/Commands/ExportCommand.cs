using System.CommandLine;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Jobs;

namespace GanCluster.Commands;

/// <summary><c>gancluster export</c>: checks its arguments all at once, then writes.</summary>
internal static class ExportCommand
{
    private static readonly string[] Formats = [.. Enum.GetValues<ExportFormat>().Select(Name)];

    public static Command Create(ProgramHost host)
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "a run's folder (its newest checkpoint that verifies) or one checkpoint", HelpName = "DIR", Required = true };
        var format = new Option<string?>("--format")
        {
            Description = "safetensors: values, with names and shapes as PyTorch has them; onnx: values and graph, for ONNX Runtime and the like. Unless given, the file's ending says which",
            HelpName = string.Join('|', Formats),
        };
        var output = new Option<string>("--output") { Description = "what to write", HelpName = "FILE", Required = true };

        var command = new Command("export", "writes the moving-average generator for other programs") { checkpoint, format, output };
        command.SetAction(parsed => Run(host, parsed.GetValue(checkpoint)!, parsed.GetValue(format), parsed.GetValue(output)!));
        return command;
    }

    private static int Run(ProgramHost host, string checkpoint, string? format, string output)
    {
        var mistakes = new List<string>();
        FileArgument.CheckCheckpoint(host, checkpoint, "runs/fashion-20260314-150926", mistakes);
        var chosen = Format(format, output, mistakes);
        FileArgument.CheckOutput(host, output, mistakes);
        if (mistakes.Count > 0) throw new UnusableInputException(string.Join(Environment.NewLine, mistakes));

        ExportJob.Run(new ExportRequest(host.FullPath(checkpoint), chosen, host.FullPath(output), host.Terminal) { Program = host.Own });
        return ExitCode.Done;
    }

    // A file whose ending names another format than it has would be misread.
    private static ExportFormat Format(string? given, string output, List<string> mistakes)
    {
        var byEnding = Find(Path.GetExtension(output).TrimStart('.'));
        if (given is null) return byEnding ?? ExportFormat.Safetensors;
        if (Find(given) is not { } format)
        {
            mistakes.Add($"--format: '{given}' can't be written; give {string.Join(" or ", Formats)}");
            return default;
        }

        if (byEnding is { } other && other != format) mistakes.Add($"--output: {output} ends in .{Name(other)}, but --format is {Name(format)}; name it .{Name(format)}, or leave --format out");
        return format;
    }

    private static ExportFormat? Find(string name)
    {
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            if (name.Equals(Name(format), StringComparison.OrdinalIgnoreCase)) return format;
        }

        return null;
    }

    private static string Name(ExportFormat format) => OptionValue.Format(format);
}
