using System.Buffers;
using System.Collections.Concurrent;
using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Runs;

/// <summary>
/// A file that is appended to by a thread of its own: who adds an entry never waits for the disk. Each entry is whole and handed to the system at once.
/// A disk that fails is logged once, and again when it is well.
/// </summary>
internal sealed partial class AppendedFile : IDisposable
{
    // At a disk that stands still: hours of steps, and a bound on memory all the same.
    private const int MostEntriesWaiting = 100_000;

    private readonly BlockingCollection<Action<IBufferWriter<byte>>> _entries = new(MostEntriesWaiting);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Func<Stream> _open;
    private readonly string _name;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private Stream? _stream;
    private long _goodLength;
    private long _lost;
    private bool _failing;

    public AppendedFile(string path, ILogger log)
        : this(() => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0), path, log)
    {
    }

    /// <param name="open">Opens the file for writing; it is appended to what is there.</param>
    internal AppendedFile(Func<Stream> open, string name, ILogger log)
    {
        (_open, _name, _log) = (open, name, log);
        _thread = new Thread(WriteEntries) { IsBackground = true, Name = Path.GetFileName(name) };
        _thread.Start();
    }

    /// <param name="write">Writes one entry, on the file's thread.</param>
    public void Add(Action<IBufferWriter<byte>> write)
    {
        if (!_entries.TryAdd(write)) Interlocked.Increment(ref _lost);
    }

    /// <summary>Waits until every entry that was added is written.</summary>
    public void Dispose()
    {
        _entries.CompleteAdding();
        _thread.Join();
        _entries.Dispose();
        _stream?.Dispose();
    }

    private void WriteEntries()
    {
        foreach (var write in _entries.GetConsumingEnumerable()) TryAppend(write);
    }

    private void TryAppend(Action<IBufferWriter<byte>> write)
    {
        try
        {
            _buffer.ResetWrittenCount();
            write(_buffer);
            Append(_buffer.WrittenSpan);
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

    private void Append(ReadOnlySpan<byte> entry)
    {
        if (_stream is null)
        {
            _stream = _open();
            _goodLength = _stream.Length;
        }

        // A write that failed halfway must not leave half an entry before the next.
        if (_stream.Length != _goodLength) _stream.SetLength(_goodLength);
        _stream.Position = _goodLength;
        _stream.Write(entry);
        _stream.Flush();
        _goodLength += entry.Length;
    }

    [LoggerMessage(EventId = EventIds.FileNotWritten, Level = LogLevel.Error, Message = "{File} can't be written ({Why}): training goes on without it; free some space or make the folder again")]
    private static partial void LogFailing(ILogger logger, string file, string why);

    [LoggerMessage(EventId = EventIds.FileWrittenAgain, Level = LogLevel.Warning, Message = "{File} is written again; {Lost} entries are missing")]
    private static partial void LogWell(ILogger logger, string file, long lost);
}
