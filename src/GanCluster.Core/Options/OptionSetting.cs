namespace GanCluster.Core.Options;

/// <summary>How a value was written. On the command line and in the environment everything is text; JSON has types, and they are held to.</summary>
public enum OptionForm
{
    Plain,
    JsonString,
    JsonNumber,
    JsonArray,

    /// <summary>true, false, null, or an object where an option stands.</summary>
    JsonOther,
}

/// <summary>A value for a key, as it was given and not yet understood.</summary>
/// <param name="Source">What a person would look for: <c>--set</c>, the name of a variable, of a file.</param>
/// <param name="Text">A JSON array is written as its elements with commas between them.</param>
public sealed record OptionSetting(string Source, string Key, string Text, OptionForm Form = OptionForm.Plain);

/// <summary>All that one source says. Later layers win over earlier ones.</summary>
/// <param name="Mistakes">What was wrong with the source itself.</param>
public sealed record OptionLayer(IReadOnlyList<OptionSetting> Settings, IReadOnlyList<OptionMistake> Mistakes)
{
    public static OptionLayer Empty { get; } = new([], []);
}
