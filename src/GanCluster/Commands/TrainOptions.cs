using System.CommandLine;
using GanCluster.Core.Options;

namespace GanCluster.Commands;

/// <summary>The options that say what to train: those of <c>train</c> and of a node that coordinates.</summary>
internal sealed class TrainOptions
{
    private readonly Option<string?> _preset = new("--preset") { Description = $"start from a preset: {string.Join(", ", Presets.All.Select(known => known.Name))}", HelpName = "NAME" };
    private readonly Option<string?> _config = new("--config") { Description = "take options from a JSON file", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "set an option; may be given again and again, the last one for a key wins", HelpName = "KEY=VALUE" };

    // Text, not numbers: what is wrong with them is reported together with everything else.
    private readonly Option<string?>[] _shortForms = [ShortForm("--steps", "N"), ShortForm("--lanes", "N"), ShortForm("--seed", "N"), ShortForm("--data", "DIR")];

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _preset, _config, _set }) command.Add(option);
        foreach (var option in _shortForms) command.Add(option);
    }

    public TrainArguments Read(ParseResult parsed, string? output, bool resume) => new(
        parsed.GetValue(_preset),
        parsed.GetValue(_config),
        parsed.GetValue(_set) ?? [],
        _shortForms.Where(option => parsed.GetValue(option) is not null).ToDictionary(option => option.Name, option => parsed.GetValue(option)!),
        output,
        resume);

    private static Option<string?> ShortForm(string name, string value)
    {
        var key = CommandLineOptions.ShortForms[name];
        return new Option<string?>(name) { Description = $"the same as --set {key}={value}: {OptionCatalog.Find(key)!.Description.Split(';')[0]}", HelpName = value };
    }
}
