namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// Connections have threads of their own: arithmetic on what arrives never runs on the thread pool, whose delay makes healthy nodes look dead. A thread whose
/// connection has ended waits a while for another one, so that many short connections don't cost many threads.
/// </summary>
internal sealed class ConnectionThread
{
    /// <summary>Bytes.</summary>
    public const int StackSize = 512 << 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly Lock _lock = new();
    private static readonly List<ConnectionThread> _idle = [];

    private readonly object _gate = new();
    private volatile Action? _work;

    private ConnectionThread(Action work) => _work = work;

    public static void Start(Action work)
    {
        ConnectionThread? idle = null;
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                idle = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                idle._work = work;
            }
        }

        if (idle is null) new Thread(new ConnectionThread(work).Run, StackSize) { IsBackground = true, Name = "data plane" }.Start();
        else idle.Wake();
    }

    private void Run()
    {
        do _work!();
        while (WaitForWork());
    }

    private void Wake()
    {
        lock (_gate) Monitor.Pulse(_gate);
    }

    private bool WaitForWork()
    {
        lock (_lock)
        {
            _work = null;
            _idle.Add(this);
        }

        lock (_gate)
        {
            if (_work is null) Monitor.Wait(_gate, _patience);
        }

        // Whoever took this thread off the list has given it work.
        lock (_lock) return !_idle.Remove(this);
    }
}
