using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace GanCluster.Runs;

/// <summary>A file with one JSON object a line, appended to as an <see cref="AppendedFile"/> is.</summary>
internal sealed class JsonLinesFile : IDisposable
{
    private readonly AppendedFile _file;

    // Used on the file's thread alone.
    private Utf8JsonWriter? _json;

    public JsonLinesFile(string path, ILogger log) => _file = new AppendedFile(path, log);

    /// <param name="open">Opens the file for writing; it is appended to what is there.</param>
    internal JsonLinesFile(Func<Stream> open, string name, ILogger log) => _file = new AppendedFile(open, name, log);

    /// <param name="write">Writes the properties of one object, on the file's thread.</param>
    public void Add(Action<Utf8JsonWriter> write) => _file.Add(line =>
    {
        if (_json is null) _json = new Utf8JsonWriter(line);
        else _json.Reset(line);
        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        line.Write("\n"u8);
    });

    /// <param name="lines">Called on the file's thread, for lines that are written already, without their ends.</param>
    public void AddLines(Func<IEnumerable<byte[]>> lines) => _file.Add(entry =>
    {
        foreach (var line in lines())
        {
            entry.Write(line);
            entry.Write("\n"u8);
        }
    });

    /// <summary>Waits until every line that was added is written.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _json?.Dispose();
    }
}
