using System.Text;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Tests.Runs;

public class JsonLinesFileTests
{
    [Fact]
    public void Add_DiskFullForAWhile_LogsOnceAndLeavesNoTornLine()
    {
        var disk = new FullDisk { FullFrom = 2, FullTo = 4 };
        var log = new ListLogger();
        using (var file = new JsonLinesFile(() => disk, "metrics.jsonl", log))
        {
            for (var number = 1; number <= 5; number++)
            {
                var value = number;
                file.Add(json => json.WriteNumber("step", value));
            }
        }

        Assert.Equal("{\"step\":1}\n{\"step\":5}\n", Encoding.UTF8.GetString(disk.ToArray()));
        Assert.Equal([LogLevel.Error, LogLevel.Warning], log.Lines.Select(line => line.Level));
        Assert.Contains("3 entries are missing", log.Lines[1].Text);
    }

    // Writes half of what it is given, then fails, as a disk that fills up does.
    private sealed class FullDisk : MemoryStream
    {
        private int _writes;

        public required int FullFrom { get; init; }
        public required int FullTo { get; init; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _writes++;
            if (_writes < FullFrom || _writes > FullTo)
            {
                base.Write(buffer);
                return;
            }

            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }
    }

    private sealed class ListLogger : ILogger
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add((logLevel, formatter(state, exception)));
    }
}
