namespace GanCluster.Core.Options;

/// <summary>Puts a configuration together from its sources, and reports everything that is wrong with any of them at once.</summary>
public static class OptionBinder
{
    /// <param name="preset">What holds where no layer says anything.</param>
    /// <param name="layers">In rising precedence: file, environment, command line.</param>
    public static OptionsResult Bind(Preset preset, params IReadOnlyList<OptionLayer> layers) =>
        Bind(preset.Options, $"preset {preset.Name}", layers);

    public static OptionsResult Bind(RunOptions basis, string basisName, params IReadOnlyList<OptionLayer> layers) => Bind(basis, basisName, ProgramParts.None, layers);

    /// <param name="basis">What holds where no layer says anything.</param>
    /// <param name="own">See <see cref="OptionValue.Parse(OptionDescriptor, string, OptionForm, ProgramParts?)"/>.</param>
    /// <param name="layers">In rising precedence.</param>
    public static OptionsResult Bind(RunOptions basis, string basisName, ProgramParts? own, params IReadOnlyList<OptionLayer> layers)
    {
        var mistakes = new List<OptionMistake>();
        var values = OptionCatalog.ValuesOf(basis);
        var sources = values.Keys.ToDictionary(key => key, _ => basisName);
        foreach (var layer in layers)
        {
            mistakes.AddRange(layer.Mistakes);
            foreach (var setting in layer.Settings) Apply(setting, own, values, sources, mistakes);
        }

        var options = OptionCatalog.Build(values);
        foreach (var conflict in RunOptionsValidator.Validate(options))
        {
            // A value that couldn't be read left the one below it in place: what that one conflicts with would only confuse.
            if (mistakes.All(mistake => mistake.Key != conflict.Key)) mistakes.Add(conflict with { Source = sources[conflict.Key] });
        }

        return new OptionsResult(mistakes.Count == 0 ? options : null, mistakes, sources);
    }

    private static void Apply(OptionSetting setting, ProgramParts? own, Dictionary<string, object> values, Dictionary<string, string> sources, List<OptionMistake> mistakes)
    {
        if (OptionCatalog.Find(setting.Key) is not { } option)
        {
            mistakes.Add(UnknownKey(setting));
            return;
        }

        var parsed = OptionValue.Parse(option, setting.Text, setting.Form, own);
        if (parsed.Value is null)
        {
            mistakes.Add(new OptionMistake(parsed.Kind, setting.Source, option.Key, parsed.Explanation));
            return;
        }

        values[option.Key] = parsed.Value;
        sources[option.Key] = setting.Source;
    }

    private static OptionMistake UnknownKey(OptionSetting setting)
    {
        if (OptionCatalog.Sections.Contains(setting.Key))
            return new OptionMistake(OptionMistakeKind.WrongType, setting.Source, setting.Key, "is a section, not an option; give one of its options, such as " + OptionCatalog.All.First(option => option.Key.StartsWith(setting.Key + ".", StringComparison.OrdinalIgnoreCase)).Key);

        var nearest = NearestName.To(setting.Key, [.. OptionCatalog.All.Select(option => option.Key)]);
        // In the form in which it was given, so that it can be copied.
        var written = nearest.Select(key => setting.Source.StartsWith(EnvironmentOptions.Prefix, StringComparison.OrdinalIgnoreCase) ? EnvironmentOptions.VariableOf(key) : key);
        return new OptionMistake(OptionMistakeKind.UnknownKey, setting.Source, setting.Key, $"no such option; did you mean {string.Join(" or ", written)}?") { Nearest = nearest };
    }
}
