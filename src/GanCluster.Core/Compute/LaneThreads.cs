using System.Collections.Concurrent;

namespace GanCluster.Core.Compute;

/// <summary>
/// Lanes that are given work one by one, each with a thread of its own: what a cluster's worker needs, whose lanes end at different times. Between two
/// jobs a lane sleeps: on a machine with one worker a core, a lane that spun would take time from the network's threads.
/// </summary>
public sealed class LaneThreads : ILanes, IDisposable
{
    private readonly BlockingCollection<Action>[] _jobs;
    private readonly Thread[] _threads;
    private readonly Action<Exception> _failed;

    /// <param name="count">Lanes, at least 1.</param>
    /// <param name="enter">Called once on each lane's thread before any work.</param>
    /// <param name="failed">Told, on the lane's thread, what a job threw: a bug. The lane goes on.</param>
    public LaneThreads(int count, Action<int> enter, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _failed = failed;
        _jobs = [.. Enumerable.Range(0, count).Select(_ => new BlockingCollection<Action>())];
        _threads = [.. Enumerable.Range(0, count).Select(lane => new Thread(() => Serve(lane, enter)) { Name = $"lane {lane}", IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    public int Count => _threads.Length;

    /// <summary>Does <paramref name="job"/> on the lane's thread, after what it was given before.</summary>
    public void Start(int lane, Action job) => _jobs[lane].Add(job);

    /// <summary>Lane 0's part is done on the caller's thread: it waits for the others anyway.</summary>
    public void Run(Action<int> work)
    {
        using var others = new CountdownEvent(Count);
        var failures = new ConcurrentQueue<Exception>();
        for (var lane = 1; lane < Count; lane++)
        {
            var number = lane;
            Start(lane, () => Guarded(number));
        }

        Guarded(0);
        others.Wait();
        if (!failures.IsEmpty) throw new AggregateException(failures);

        void Guarded(int lane)
        {
            try
            {
                work(lane);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }

            others.Signal();
        }
    }

    /// <summary>Waits for the jobs that were given.</summary>
    public void Dispose()
    {
        foreach (var jobs in _jobs) jobs.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        foreach (var jobs in _jobs) jobs.Dispose();
    }

    private void Serve(int lane, Action<int> enter)
    {
        Guard(() => enter(lane));
        foreach (var job in _jobs[lane].GetConsumingEnumerable()) Guard(job);
    }

    private void Guard(Action job)
    {
        try
        {
            job();
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }
}
