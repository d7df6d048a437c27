using System.Text.Json;

namespace GanCluster.Core.Options;

/// <summary>Options from a file: a JSON object, nested or with dotted keys, comments and trailing commas allowed.</summary>
public static class OptionsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static OptionLayer Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check its name" : $"can't be read ({exception.Message}); check that it is a file and readable";
            return Unreadable(path, why);
        }
    }

    /// <param name="source">What mistakes name as their source.</param>
    public static OptionLayer Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Unreadable(source, "holds no JSON object; write { \"training\": { \"shards\": 8 } }");
            var reader = new Reader(source);
            reader.ReadSection(document.RootElement, "");
            return new OptionLayer(reader.Settings, reader.Mistakes);
        }
        catch (JsonException exception)
        {
            return Unreadable(source, $"is not JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}; correct it there");
        }
    }

    private static OptionLayer Unreadable(string source, string why) => new([], [new OptionMistake(OptionMistakeKind.UnreadableSource, source, "", why)]);

    private sealed class Reader(string source)
    {
        private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

        public List<OptionSetting> Settings { get; } = [];
        public List<OptionMistake> Mistakes { get; } = [];

        public void ReadSection(JsonElement section, string prefix)
        {
            foreach (var property in section.EnumerateObject())
            {
                var key = prefix + property.Name;
                if (property.Value.ValueKind == JsonValueKind.Object && OptionCatalog.Find(key) is null) ReadSection(property.Value, key + ".");
                else if (!_seen.Add(key)) Mistakes.Add(new OptionMistake(OptionMistakeKind.GivenTwice, source, key, "is given twice; leave one of them out"));
                else Settings.Add(new OptionSetting(source, key, TextOf(property.Value), FormOf(property.Value)));
            }
        }

        private static string TextOf(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(element => element.GetRawText())),
            _ => value.GetRawText(),
        };

        private static OptionForm FormOf(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => OptionForm.JsonString,
            JsonValueKind.Number => OptionForm.JsonNumber,
            JsonValueKind.Array => OptionForm.JsonArray,
            _ => OptionForm.JsonOther,
        };
    }
}
