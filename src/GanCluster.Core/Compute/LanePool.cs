using System.Diagnostics;

namespace GanCluster.Core.Compute;

/// <summary>
/// Lanes on threads of their own: computing never touches the thread pool, where it would delay heartbeats. Lane 0 is the thread that made
/// the pool, which must also be the one that calls <see cref="Run"/>.
/// </summary>
public sealed class LanePool : ILanes, IDisposable
{
    // Waking a thread costs about as much as a small network's whole commit. Lanes that have a core each wait awake for as long as another may
    // reasonably take; with more lanes than cores that would steal from the one that is waited for. So it would where others want the cores: soon whoever else is
    // ready goes first.
    private static readonly TimeSpan LongestSpin = TimeSpan.FromMilliseconds(2), Alone = TimeSpan.FromMicroseconds(20);

    private static readonly long AloneTicks = (long)(Alone.TotalSeconds * Stopwatch.Frequency);

    private readonly long _spinTicks;
    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim[] _starts;
    private readonly ManualResetEventSlim _ended = new(false, 1);
    private readonly Exception?[] _failures;
    private readonly Lock _runs = new();
    private Action<int>? _work;
    private int _running;

    /// <param name="count">Lanes, at least 1.</param>
    /// <param name="enter">Called once on each lane's thread, with the lane's number, before any work.</param>
    /// <exception cref="AggregateException">What <paramref name="enter"/> threw; no thread is left.</exception>
    public LanePool(int count, Action<int> enter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _spinTicks = count <= Environment.ProcessorCount ? (long)(LongestSpin.TotalSeconds * Stopwatch.Frequency) : 0;
        _failures = new Exception?[count];
        _starts = [.. Enumerable.Range(1, count - 1).Select(_ => new ManualResetEventSlim(false, 1))];
        _threads = [.. Enumerable.Range(1, count - 1).Select(lane => new Thread(() => Serve(lane)) { Name = $"lane {lane}", IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
        try
        {
            Run(enter);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count { get; }

    public void Run(Action<int> work)
    {
        lock (_runs)
        {
            _work = work;
            _running = Count;
            _ended.Reset();
            foreach (var start in _starts) start.Set();
            RunLane(0);
            Wait(_ended);
        }

        if (Array.Exists(_failures, failure => failure is not null)) Throw();
    }

    public void Dispose()
    {
        _work = null;
        foreach (var start in _starts) start.Set();
        foreach (var thread in _threads) thread.Join();
        foreach (var start in _starts) start.Dispose();
        _ended.Dispose();
    }

    private void Serve(int lane)
    {
        while (true)
        {
            Wait(_starts[lane - 1]);
            _starts[lane - 1].Reset();
            if (_work is null) return;
            RunLane(lane);
        }
    }

    private void Wait(ManualResetEventSlim signal)
    {
        var begin = Stopwatch.GetTimestamp();
        for (long spun = 0; !signal.IsSet && spun < _spinTicks; spun = Stopwatch.GetTimestamp() - begin)
        {
            if (spun < AloneTicks) Thread.SpinWait(16);
            else Thread.Yield();
        }

        signal.Wait();
    }

    private void RunLane(int lane)
    {
        try
        {
            _work!(lane);
        }
        catch (Exception failure)
        {
            _failures[lane] = failure;
        }

        if (Interlocked.Decrement(ref _running) == 0) _ended.Set();
    }

    private void Throw()
    {
        var failures = _failures.OfType<Exception>().ToArray();
        Array.Clear(_failures);
        throw new AggregateException(failures);
    }
}
