using System.CommandLine;
using GanCluster.Core.Options;
using GanCluster.Hosting;

namespace GanCluster.Commands;

/// <summary><c>gancluster train</c>.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    public static Command Create(ProgramHost host)
    {
        var preset = new Option<string?>("--preset") { Description = $"start from a preset: {string.Join(", ", Presets.All.Select(known => known.Name))}", HelpName = "NAME" };
        var config = new Option<string?>("--config") { Description = "take options from a JSON file", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "set an option; may be given again and again, the last one for a key wins", HelpName = "KEY=VALUE" };
        // Text, not numbers: what is wrong with them is reported together with everything else.
        var shortForms = new[]
        {
            ShortForm("--steps", "N"),
            ShortForm("--lanes", "N"),
            ShortForm("--seed", "N"),
            ShortForm("--data", "DIR"),
        };
        var output = new Option<string?>("--output") { Description = "the run's folder; without it runs/PRESET-DATE-TIME", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "go on with the run in --output, from its newest checkpoint that verifies" };

        var command = new Command(Name, "trains on this machine") { preset, config, set };
        foreach (var option in shortForms) command.Add(option);
        command.Add(output);
        command.Add(resume);
        command.SetAction(parsed => TrainRunner.Run(host, new TrainArguments(
            parsed.GetValue(preset),
            parsed.GetValue(config),
            parsed.GetValue(set) ?? [],
            shortForms.Where(option => parsed.GetValue(option) is not null).ToDictionary(option => option.Name, option => parsed.GetValue(option)!),
            parsed.GetValue(output),
            parsed.GetValue(resume))));
        return command;
    }

    private static Option<string?> ShortForm(string name, string value)
    {
        var key = CommandLineOptions.ShortForms[name];
        return new Option<string?>(name) { Description = $"the same as --set {key}={value}: {OptionCatalog.Find(key)!.Description.Split(';')[0]}", HelpName = value };
    }
}
