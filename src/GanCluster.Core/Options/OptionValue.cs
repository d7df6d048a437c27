using System.Globalization;

namespace GanCluster.Core.Options;

/// <summary>What came of reading a value: the value, or what is wrong with it.</summary>
public readonly record struct ParsedOption(object? Value, OptionMistakeKind Kind, string Explanation)
{
    public static ParsedOption Of(object value) => new(value, default, "");
    public static ParsedOption WrongType(string explanation) => new(null, OptionMistakeKind.WrongType, explanation);
    public static ParsedOption OutOfRange(string text, OptionDescriptor option) => new(null, OptionMistakeKind.OutOfRange, $"{text} is out of range; give {option.Range}");
}

/// <summary>Values as text and back, in the invariant culture: <c>0.0002</c>, <c>leakyRelu</c>, <c>256,512,1024</c>.</summary>
public static class OptionValue
{
    public static string Format(object value) => value switch
    {
        Enum choice => OptionDescriptor.CamelCase(choice.ToString()),
        IOpenChoice choice => choice.ToString()!,
        IEnumerable<int> list => string.Join(',', list),
        double number => number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    public static ParsedOption Parse(OptionDescriptor option, string text, OptionForm form = OptionForm.Plain) => Parse(option, text, form, ProgramParts.None);

    /// <param name="own">What the program has of its own; null takes any name for one, where only the name matters.</param>
    public static ParsedOption Parse(OptionDescriptor option, string text, OptionForm form, ProgramParts? own)
    {
        var trimmed = text.Trim();
        return option.Type switch
        {
            OptionType.Text => form is OptionForm.Plain or OptionForm.JsonString ? ParsedOption.Of(text) : ParsedOption.WrongType($"{trimmed} is not a text in quotes"),
            OptionType.Choice => form is OptionForm.Plain or OptionForm.JsonString ? ParseChoice(option, trimmed, own) : ParsedOption.WrongType($"{trimmed} is none of {option.Range}, in quotes"),
            OptionType.WholeNumbers => form is OptionForm.JsonOther ? ParsedOption.WrongType($"{trimmed} is not a list of whole numbers such as [256, 512]") : ParseList(option, trimmed),
            _ => form is OptionForm.Plain or OptionForm.JsonNumber ? ParseNumber(option, trimmed) : ParsedOption.WrongType($"{Quoted(trimmed, form)} is not a {NumberName(option)}; write it without quotes or brackets"),
        };
    }

    private static ParsedOption ParseChoice(OptionDescriptor option, string text, ProgramParts? own)
    {
        // Enum.Parse would take numbers and lists too.
        var name = Enum.GetNames(option.ChoiceType!).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null) return ParsedOption.Of(Choice(option, Enum.Parse(option.ChoiceType!, name)));
        if (!option.IsOpen) return ParsedOption.WrongType(NearestName.NoneOf(text, option.Choices, option.Range));
        if (own is null && ProgramParts.IsName(text)) return ParsedOption.Of(Choice(option, text, null));
        if (own?.Find(option.Key, text) is { } part) return ParsedOption.Of(Choice(option, text, part));
        string[] known = [.. option.Choices, .. own?.NamesOf(option.Key) ?? []];
        return new ParsedOption(null, OptionMistakeKind.UnknownPart, NearestName.NoneOf(text, known));
    }

    private static object Choice(OptionDescriptor option, params object?[] made) => option.IsOpen ? Activator.CreateInstance(option.ClrType, made)! : made[0]!;

    private static ParsedOption ParseList(OptionDescriptor option, string text)
    {
        var inner = text is ['[', .., ']'] ? text[1..^1].Trim() : text;
        if (inner.Length == 0) return ParsedOption.Of(Array.Empty<int>());
        var numbers = new List<int>();
        foreach (var part in inner.Split(','))
        {
            var parsed = ParseWhole(option, part.Trim(), int.MaxValue);
            if (parsed.Value is null) return parsed.Kind == OptionMistakeKind.OutOfRange ? parsed : ParsedOption.WrongType($"'{text}' is not a list of whole numbers such as 256,512");
            numbers.Add((int)(long)parsed.Value);
        }

        return ParsedOption.Of(numbers.ToArray());
    }

    private static ParsedOption ParseNumber(OptionDescriptor option, string text)
    {
        if (option.Type == OptionType.WholeNumber)
        {
            var whole = ParseWhole(option, text, option.ClrType == typeof(int) ? int.MaxValue : long.MaxValue);
            return whole.Value is long value && option.ClrType == typeof(int) ? ParsedOption.Of((int)value) : whole;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return ParsedOption.WrongType($"'{text}' is not a number");
        return InRange(option, number) ? ParsedOption.Of(number) : ParsedOption.OutOfRange(text, option);
    }

    // Through decimal, which holds every long exactly, so that 1e6 is a whole number as well as 1000000.
    private static ParsedOption ParseWhole(OptionDescriptor option, string text, long most)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rough) || double.IsNaN(rough)) return ParsedOption.WrongType($"'{text}' is not a whole number");
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return ParsedOption.OutOfRange(text, option);
        if (exact != decimal.Truncate(exact)) return ParsedOption.WrongType($"{text} is not a whole number");
        return InRange(option, rough) && exact >= -most && exact <= most ? ParsedOption.Of((long)exact) : ParsedOption.OutOfRange(text, option);
    }

    internal static bool InRange(OptionDescriptor option, double value) => double.IsFinite(value) && value >= option.Min && value <= option.Max;

    private static string NumberName(OptionDescriptor option) => option.Type == OptionType.WholeNumber ? "whole number" : "number";

    private static string Quoted(string text, OptionForm form) => form switch
    {
        OptionForm.JsonString => $"\"{text}\"",
        OptionForm.JsonArray => $"[{text}]",
        _ => text,
    };
}
