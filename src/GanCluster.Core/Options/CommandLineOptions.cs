namespace GanCluster.Core.Options;

/// <summary>Options from the command line: <c>--set KEY=VALUE</c>, and the short forms of the commonest (<c>--steps</c> for <c>training.steps</c>).</summary>
public static class CommandLineOptions
{
    /// <summary>The option that each short form sets.</summary>
    public static IReadOnlyDictionary<string, string> ShortForms { get; } = new Dictionary<string, string>
    {
        ["--steps"] = "training.steps",
        ["--seed"] = "training.seed",
        ["--lanes"] = "compute.lanes",
        ["--data"] = "data.path",
    };

    /// <param name="settings">The arguments of <c>--set</c> in their order; the last one for a key wins.</param>
    /// <param name="shortForms">Short form and value.</param>
    public static OptionLayer Read(IEnumerable<string> settings, IEnumerable<KeyValuePair<string, string>> shortForms)
    {
        var read = new List<OptionSetting>();
        var mistakes = new List<OptionMistake>();
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=');
            if (equals > 0) read.Add(new OptionSetting("--set", setting[..equals].Trim(), setting[(equals + 1)..]));
            else mistakes.Add(new OptionMistake(OptionMistakeKind.UnreadableSource, "--set", setting, "is not KEY=VALUE, such as training.shards=8"));
        }

        foreach (var (name, value) in shortForms)
        {
            var key = ShortForms[name];
            // Which of the two was meant can't be told: their order is lost.
            if (read.Any(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
                mistakes.Add(new OptionMistake(OptionMistakeKind.GivenTwice, name, key, "is given by --set too; leave one of them out"));
            read.Add(new OptionSetting(name, key, value));
        }

        return new OptionLayer(read, mistakes);
    }
}
