using GanCluster.Core.Options;
using GanCluster.Own;

namespace GanCluster.Commands;

/// <summary>The part of <c>train --help</c> and <c>node --help</c> that comes from the catalog: presets, sources, and every key with its meaning, range and default.</summary>
internal static class OptionReference
{
    private const int Gap = 2;

    public static void Write(TextWriter output, int width, OwnProgram own)
    {
        output.WriteLine("Presets:");
        var presets = own.Presets.Select(preset => (preset.Name, preset.Description + (preset == own.Default ? " (default)" : ""))).ToList();
        WriteColumns(output, presets, width);

        output.WriteLine();
        foreach (var line in Wrap(
            "Options, for --set KEY=VALUE, for a --config file (JSON, nested or with dotted keys; comments are allowed), and for the environment " +
            $"({EnvironmentOptions.VariableOf("generator.optimizer.learningRate")}). The command line wins over the environment, that over the file, the file over the preset. " +
            "Defaults are those of the preset fashion.", width))
            output.WriteLine(line);

        var keyWidth = OptionCatalog.All.Max(option => option.Key.Length);
        foreach (var section in OptionCatalog.All.GroupBy(option => option.Section))
        {
            output.WriteLine();
            output.WriteLine($"{section.Key}:");
            WriteColumns(output, [.. section.Select(option => (option.Key, Describe(option, own.Parts.NamesOf(option.Key))))], width, keyWidth);
        }
    }

    /// <param name="names">Of this program's own.</param>
    internal static string Describe(OptionDescriptor option, params IReadOnlyList<string> names)
    {
        var value = OptionValue.Format(option.Default);
        var range = option.Type is OptionType.Text ? "" : option.Type is OptionType.WholeNumbers ? $"each {option.Range}; " : $"{option.Range}; ";
        // Choices are named in the description where they need words; the list follows from the type all the same.
        if (option.Type == OptionType.Choice && option.Choices.All(choice => option.Description.Contains(choice, StringComparison.Ordinal))) range = "";
        return $"{option.Description}{(names.Count == 0 ? "" : $"; of this program {string.Join(", ", names)}")} ({range}default {(value.Length == 0 ? "none" : value)})";
    }

    private static void WriteColumns(TextWriter output, IReadOnlyList<(string Name, string Text)> rows, int width, int? nameWidth = null)
    {
        var column = Gap + (nameWidth ?? rows.Max(row => row.Name.Length)) + Gap;
        foreach (var (name, text) in rows)
        {
            var first = true;
            foreach (var line in Wrap(text, width - column))
            {
                output.WriteLine((first ? new string(' ', Gap) + name : "").PadRight(column) + line);
                first = false;
            }
        }
    }

    internal static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
