using System.CommandLine;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary><c>gancluster presets</c>: what <c>--preset</c> takes, and what each of them changes.</summary>
internal static class PresetsCommand
{
    public static Command Create(ProgramHost host)
    {
        var command = new Command("presets", "lists the presets, and where each differs from the defaults");
        command.SetAction(_ =>
        {
            foreach (var preset in host.Own.Presets)
            {
                var bound = OptionBinder.Bind(preset.Options, $"preset {preset.Name}", host.Own.Parts, host.Own.LayerOf(preset));
                if (!bound.IsValid) throw new UnusableInputException(string.Join(Environment.NewLine, bound.Mistakes));
                host.Terminal.WriteLine($"{preset.Name}{(preset == host.Own.Default ? " (default)" : "")}: {preset.Description}");
                foreach (var difference in OptionDifference.Between(new RunOptions(), bound.Options)) host.Terminal.WriteLine($"  {difference.Key}={difference.Right}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
