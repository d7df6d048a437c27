using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GanCluster.Core.Options;

/// <summary>
/// <c>config.json</c> of a run: every option, defaults included, nested, always in the catalog's order. It is a file that <c>--config</c> takes,
/// and reads back as the same options.
/// </summary>
public static class ResolvedConfiguration
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RunOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            string[] open = [];
            foreach (var option in OptionCatalog.All)
            {
                var section = option.Section.Split('.');
                open = Enter(json, open, section);
                json.WritePropertyName(option.Key[(option.Section.Length + 1)..]);
                WriteValue(json, option.Read(options));
            }

            _ = Enter(json, open, []);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>The options of a <c>config.json</c>; what it lacks (it may be of an older version) has its default. Names of a program's own are taken as they are.</summary>
    public static OptionsResult Read(string json, string source) => Read(json, source, own: null);

    /// <param name="own">What this program has of its own, to train or draw with: another name is a mistake.</param>
    public static OptionsResult Read(string json, string source, ProgramParts? own) => OptionBinder.Bind(new RunOptions(), "default", own, OptionsFile.Parse(json, source));

    private static string[] Enter(Utf8JsonWriter json, string[] open, string[] section)
    {
        var common = 0;
        while (common < Math.Min(open.Length, section.Length) && open[common] == section[common]) common++;
        for (var level = open.Length; level > common; level--) json.WriteEndObject();
        foreach (var name in section[common..]) json.WriteStartObject(name);
        return section;
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case IReadOnlyList<int> list:
                // On one line: a list of layer sizes is read as one thing.
                json.WriteRawValue($"[{string.Join(", ", list)}]");
                break;
            default: json.WriteStringValue(OptionValue.Format(value)); break;
        }
    }
}
