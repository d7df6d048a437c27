using System.CommandLine;
using GanCluster.Core.Options;
using GanCluster.Own;

namespace GanCluster.Commands;

/// <summary>The options that say what to train: those of <c>train</c> and of a node that coordinates.</summary>
/// <param name="own">Whose presets there are.</param>
/// <param name="trains">False for a command that only shows what would be trained: without those that bear on the training alone.</param>
internal sealed class TrainOptions(OwnProgram own, bool trains = true)
{
    private readonly Option<string?> _preset = new("--preset") { Description = $"start from a preset: {string.Join(", ", own.Presets.Select(known => known.Name))}", HelpName = "NAME" };
    private readonly Option<string?> _config = new("--config") { Description = "take options from a JSON file", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "set an option; may be given again and again, the last one for a key wins", HelpName = "KEY=VALUE" };

    private readonly Option<bool> _tensorBoard = new("--tensorboard") { Description = "write losses and samples for TensorBoard, too: in the run's tensorboard/" };

    // Text, not numbers: what is wrong with them is reported together with everything else.
    private readonly Option<string?>[] _shortForms =
        [.. trains ? new[] { ShortForm("--steps", "N"), ShortForm("--lanes", "N") } : [], ShortForm("--seed", "N"), ShortForm("--data", "DIR")];

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _preset, _config, _set }) command.Add(option);
        foreach (var option in _shortForms) command.Add(option);
        if (trains) command.Add(_tensorBoard);
    }

    public TrainArguments Read(ParseResult parsed, string? output, bool resume) => new(
        parsed.GetValue(_preset),
        parsed.GetValue(_config),
        parsed.GetValue(_set) ?? [],
        _shortForms.Where(option => parsed.GetValue(option) is not null).ToDictionary(option => option.Name, option => parsed.GetValue(option)!),
        output,
        resume)
    {
        TensorBoard = trains && parsed.GetValue(_tensorBoard),
    };

    private static Option<string?> ShortForm(string name, string value)
    {
        var key = CommandLineOptions.ShortForms[name];
        return new Option<string?>(name) { Description = $"the same as --set {key}={value}: {OptionCatalog.Find(key)!.Description.Split(';')[0]}", HelpName = value };
    }
}
