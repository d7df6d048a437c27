namespace GanCluster.Core.Options;

public enum OptionMistakeKind
{
    /// <summary>The source itself can't be read: no such file, not JSON, a --set without an equals sign.</summary>
    UnreadableSource,

    /// <summary>No option has this key.</summary>
    UnknownKey,

    /// <summary>The value isn't of the option's type, or none of its choices.</summary>
    WrongType,

    /// <summary>Neither one of the option's choices nor one that this program has added to them.</summary>
    UnknownPart,

    OutOfRange,

    /// <summary>One source gives the same option twice.</summary>
    GivenTwice,

    /// <summary>Each value is right by itself, but they don't go together.</summary>
    Conflict,
}

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Source">Where the value comes from: a file's name, an environment variable, <c>--set</c>, a preset.</param>
/// <param name="Key">The key as it was given; empty where the source as a whole is at fault.</param>
/// <param name="Explanation">What is wrong and what to do.</param>
public sealed record OptionMistake(OptionMistakeKind Kind, string Source, string Key, string Explanation)
{
    /// <summary>The known keys that lie nearest to an unknown one; none for the other kinds.</summary>
    public IReadOnlyList<string> Nearest { get; init; } = [];

    /// <summary>Options that don't go together, wherever they come from.</summary>
    public static OptionMistake Conflict(string key, string explanation) => new(OptionMistakeKind.Conflict, "", key, explanation);

    public override string ToString() => Key.Length == 0 || Key == Source ? $"{Source}: {Explanation}" : $"{Source}: {Key}: {Explanation}";
}
