namespace GanCluster.Core.Options;

/// <summary>What a program adds to the built-in choices, by option and name: networks, data. Made once, before anything is read.</summary>
public sealed class ProgramParts
{
    private readonly Dictionary<string, SortedDictionary<string, object>> _byKey = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The program as it is built: any other name is a mistake.</summary>
    public static ProgramParts None { get; } = new();

    /// <summary>The names that an option can have besides its choices.</summary>
    public IReadOnlyList<string> NamesOf(string key) => _byKey.TryGetValue(key, out var parts) ? [.. parts.Keys] : [];

    /// <summary>Null where this program has no such part.</summary>
    public object? Find(string key, string name) => _byKey.GetValueOrDefault(key)?.GetValueOrDefault(name);

    /// <param name="key">An option whose choices are open.</param>
    /// <param name="name">Letters, digits and dashes, a letter first: it stands in <c>config.json</c> and on command lines.</param>
    /// <returns>What is wrong with the name; null where nothing is.</returns>
    public string? Add(string key, string name, object part)
    {
        if (OptionCatalog.Find(key) is not { IsOpen: true } option) throw new ArgumentException($"{key} takes no names of a program's own", nameof(key));
        if (!IsName(name)) return $"'{name}' is no name; give letters, digits and dashes, a letter first";
        if (option.Choices.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"'{name}' is a built-in choice; give another name";
        if (!_byKey.TryGetValue(option.Key, out var parts)) _byKey[option.Key] = parts = new SortedDictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        return parts.TryAdd(name, part) ? null : $"'{name}' is given twice; leave one of them out";
    }

    internal static bool IsName(string name) => name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
