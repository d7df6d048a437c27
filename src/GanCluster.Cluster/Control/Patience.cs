using Akka.Actor.Setup;

namespace GanCluster.Cluster.Control;

/// <summary>
/// How long a node waits before it takes silence for an end and cuts a member off. On a machine so busy that heartbeats are late, everybody would cut everybody off, begin again, which is
/// dearer than to go on, and so be later still: for ever. So it doubles when somebody who was cut off turns out to live, this node itself included, and halves with each minute in which
/// nobody does. Until its first plan a node has nothing to lose, and much to start: it begins with more. All lives of a node share it. Thread-safe.
/// </summary>
internal sealed class Patience(TimeProvider time) : Setup
{
    private const int AtStart = 8, Most = 32;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1), Calm = TimeSpan.FromMinutes(1), Together = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _factor = AtStart;
    private long? _wrongAt;

    /// <summary>1 to 32 seconds.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_lock) return Factor() * Least;
        }
    }

    /// <summary>Somebody lives who was cut off. Those that come back within a second of one another count once.</summary>
    public void WasWrong()
    {
        lock (_lock)
        {
            if (_wrongAt is { } before && time.GetElapsedTime(before) < Together) return;
            _factor = Math.Min(Most, 2 * Factor());
            _wrongAt = time.GetTimestamp();
        }
    }

    /// <summary>The node follows or makes a plan: others wait for it now.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_wrongAt is null) _factor = 1;
        }
    }

    private int Factor() => _wrongAt is { } at ? Math.Max(1, _factor >> (int)Math.Min(30, time.GetElapsedTime(at) / Calm)) : _factor;
}
