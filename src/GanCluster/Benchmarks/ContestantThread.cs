using System.Collections.Concurrent;

namespace GanCluster.Benchmarks;

/// <summary>A contestant on a thread of its own, since libtorch's number of intra-op threads belongs to a thread. Idle, it costs nothing.</summary>
internal sealed class ContestantThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private IContestant? _contestant;

    public ContestantThread(Func<IContestant> make)
    {
        _thread = new Thread(() =>
        {
            foreach (var work in _work.GetConsumingEnumerable()) work();
        })
        { IsBackground = true, Name = "contestant" };
        _thread.Start();
        Do(() => _contestant = make());
    }

    /// <summary>Steps a second over <paramref name="steps"/> steps.</summary>
    public double Measure(int steps, TimeProvider time)
    {
        double rate = 0;
        Do(() =>
        {
            var start = time.GetTimestamp();
            _contestant!.Run(steps);
            rate = steps / time.GetElapsedTime(start).TotalSeconds;
        });
        return rate;
    }

    public void Dispose()
    {
        Do(() => _contestant?.Dispose());
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Do(Action work)
    {
        var done = new TaskCompletionSource();
        _work.Add(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        done.Task.GetAwaiter().GetResult();
    }
}
