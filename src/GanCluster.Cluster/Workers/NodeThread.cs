using System.Diagnostics;

namespace GanCluster.Cluster.Workers;

/// <summary>
/// The one thread that feeds a node's rules and does their arithmetic. Not an actor's: what takes a millisecond or two of processor time, a hundred times a
/// second, has no place on the dispatchers that carry heartbeats, and a replica outlives the actor system.
/// </summary>
internal sealed class NodeThread : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(25);

    private readonly object _lock = new();
    private readonly Queue<(Action Work, long Bytes)> _waiting = new();
    private readonly long _mostBytes;
    private readonly Action _tick;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private long _bytes;
    private bool _stopping;

    /// <param name="mostBytes">Received payloads that may wait; who receives more waits, and with it the sender.</param>
    /// <param name="tick">Called every 25 ms: what waits for three of its own times in a row shall wait little longer.</param>
    /// <param name="failed">Told what work threw: a bug. The thread ends.</param>
    public NodeThread(long mostBytes, Action tick, Action<Exception> failed)
    {
        (_mostBytes, _tick, _failed) = (mostBytes, tick, failed);
        _thread = new Thread(Serve) { IsBackground = true, Name = "node" };
        _thread.Start();
    }

    public bool IsCurrent => Thread.CurrentThread == _thread;

    public void Post(Action work, long bytes = 0)
    {
        lock (_lock)
        {
            while (bytes > 0 && _bytes > _mostBytes && !_stopping) Monitor.Wait(_lock);
            _waiting.Enqueue((work, bytes));
            _bytes += bytes;
            Monitor.PulseAll(_lock);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
        }

        if (!IsCurrent) _thread.Join();
    }

    private void Serve()
    {
        try
        {
            var ticked = Stopwatch.GetTimestamp();
            while (true)
            {
                if (Take(TickInterval - Stopwatch.GetElapsedTime(ticked)) is { } work) work();
                if (_stopping) return;
                if (Stopwatch.GetElapsedTime(ticked) < TickInterval) continue;
                ticked = Stopwatch.GetTimestamp();
                _tick();
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }

    private Action? Take(TimeSpan patience)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && patience > TimeSpan.Zero && !_stopping) Monitor.Wait(_lock, patience);
            if (!_waiting.TryDequeue(out var next)) return null;
            _bytes -= next.Bytes;
            if (next.Bytes > 0) Monitor.PulseAll(_lock);
            return next.Work;
        }
    }
}
