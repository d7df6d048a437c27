using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace GanCluster.Runs;

/// <summary>
/// A file with one JSON object a line, appended to by a thread of its own: who adds a line never waits for the disk. Each line is whole and
/// handed to the system at once. A disk that fails is logged once, and again when it is well.
/// </summary>
internal sealed partial class JsonLinesFile : IDisposable
{
    // At a disk that stands still: hours of steps, and a bound on memory all the same.
    private const int MostLinesWaiting = 100_000;

    private readonly BlockingCollection<Action<Utf8JsonWriter>> _lines = new(MostLinesWaiting);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Func<Stream> _open;
    private readonly string _name;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private Stream? _stream;
    private long _goodLength;
    private long _lost;
    private bool _failing;

    public JsonLinesFile(string path, ILogger log)
        : this(() => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0), path, log)
    {
    }

    /// <param name="open">Opens the file for writing; it is appended to what is there.</param>
    internal JsonLinesFile(Func<Stream> open, string name, ILogger log)
    {
        (_open, _name, _log) = (open, name, log);
        _thread = new Thread(WriteLines) { IsBackground = true, Name = Path.GetFileName(name) };
        _thread.Start();
    }

    /// <param name="write">Writes the properties of one object, on the file's thread.</param>
    public void Add(Action<Utf8JsonWriter> write)
    {
        if (!_lines.TryAdd(write)) Interlocked.Increment(ref _lost);
    }

    /// <summary>Waits until every line that was added is written.</summary>
    public void Dispose()
    {
        _lines.CompleteAdding();
        _thread.Join();
        _lines.Dispose();
        _stream?.Dispose();
    }

    private void WriteLines()
    {
        using var json = new Utf8JsonWriter(_buffer);
        foreach (var write in _lines.GetConsumingEnumerable())
        {
            _buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
            json.Flush();
            _buffer.Write("\n"u8);
            TryAppend(_buffer.WrittenSpan);
        }
    }

    private void TryAppend(ReadOnlySpan<byte> line)
    {
        try
        {
            Append(line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Interlocked.Increment(ref _lost);
            if (!_failing) LogFailing(_log, _name, exception.Message);
            _failing = true;
            return;
        }

        if (!_failing) return;
        _failing = false;
        LogWell(_log, _name, Interlocked.Exchange(ref _lost, 0));
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_stream is null)
        {
            _stream = _open();
            _goodLength = _stream.Length;
        }

        // A write that failed halfway must not leave half a line before the next.
        if (_stream.Length != _goodLength) _stream.SetLength(_goodLength);
        _stream.Position = _goodLength;
        _stream.Write(line);
        _stream.Flush();
        _goodLength += line.Length;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} can't be written ({Why}): training goes on without it; free some space or make the folder again")]
    private static partial void LogFailing(ILogger logger, string file, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is written again; {Lost} lines are missing")]
    private static partial void LogWell(ILogger logger, string file, long lost);
}
