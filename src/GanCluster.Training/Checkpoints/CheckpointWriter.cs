using Microsoft.Extensions.Logging;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Writes checkpoints on a thread of its own, so that training never waits for a disk. At most one is being written and one waits; a newer one takes the
/// waiting one's place, so memory is bounded by two snapshots. A failure is logged with its remedy, and the next checkpoint tries again.
/// </summary>
public sealed partial class CheckpointWriter : IDisposable
{
    private readonly CheckpointStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<CheckpointOutcome>? _told;
    private readonly Thread _thread;

    // All below: under _gate.
    private readonly object _gate = new();
    private CheckpointContent? _waiting;
    private bool _writing;
    private bool _closed;
    private CheckpointOutcome? _last;

    /// <param name="told">Told what became of each, on the writer's thread.</param>
    public CheckpointWriter(CheckpointStore store, TimeProvider time, ILogger logger, Action<CheckpointOutcome>? told = null)
    {
        _told = told;
        _store = store;
        _time = time;
        _logger = logger;
        // Not the pool: hashing and writing hundreds of megabytes there would starve the actors. Background: a hung disk must not keep a dead process alive.
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "checkpoints" };
        _thread.Start();
    }

    /// <summary>Takes ownership of <paramref name="content"/> and returns at once.</summary>
    /// <exception cref="ObjectDisposedException">The caller keeps the content.</exception>
    public void Submit(CheckpointContent content)
    {
        CheckpointContent? superseded;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            superseded = _waiting;
            _waiting = content;
            Monitor.PulseAll(_gate);
        }

        if (superseded is null) return;
        LogSuperseded(superseded.Step, content.Step);
        superseded.Dispose();
    }

    /// <summary>Waits until everything submitted has been written or has failed.</summary>
    /// <returns>What became of the last one; null where none was ever submitted.</returns>
    public CheckpointOutcome? Drain()
    {
        lock (_gate)
        {
            while (_waiting is not null || _writing) Monitor.Wait(_gate);
            return _last;
        }
    }

    /// <summary>Waits for what was submitted, then ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void WriteAll()
    {
        while (Take() is { } content)
        {
            var outcome = Write(content);
            _told?.Invoke(outcome);
            lock (_gate)
            {
                _last = outcome;
                _writing = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private CheckpointContent? Take()
    {
        lock (_gate)
        {
            while (_waiting is null && !_closed) Monitor.Wait(_gate);
            var content = _waiting;
            _waiting = null;
            _writing = content is not null;
            return content;
        }
    }

    private CheckpointOutcome Write(CheckpointContent content)
    {
        using (content)
        {
            var start = _time.GetTimestamp();
            try
            {
                var folder = _store.Write(content);
                var took = _time.GetElapsedTime(start);
                LogWritten(content.Step, folder, took.TotalSeconds);
                return new CheckpointOutcome(content.Step, folder, null, took);
            }
            catch (Exception exception)
            {
                // Whatever it was, bugs included: a run of days isn't given up for a checkpoint.
                var failure = CheckpointFailure.Explain(exception, _store.Folder);
                LogFailed(content.Step, failure);
                return new CheckpointOutcome(content.Step, null, failure, _time.GetElapsedTime(start));
            }
        }
    }
}
