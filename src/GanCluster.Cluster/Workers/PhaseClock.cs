using System.Diagnostics;

namespace GanCluster.Cluster.Workers;

/// <summary>
/// Where the time of the phases goes, on the node's thread: until a phase's last own shard is computed, then the thread at work (exchange) or idle (wait), then the
/// commit. The four add up to the time on the clock.
/// </summary>
internal sealed class PhaseClock
{
    private long _phaseBegan = Stopwatch.GetTimestamp(), _computed, _workSince, _busy;
    private long _compute, _exchange, _wait, _commit;

    public PhaseClock() => _computed = _phaseBegan;

    public TimeSpan Compute => Span(_compute);

    public TimeSpan Exchange => Span(_exchange);

    public TimeSpan Wait => Span(_wait);

    public TimeSpan Commit => Span(_commit);

    public void WorkBegins() => _workSince = Stopwatch.GetTimestamp();

    public void WorkEnds() => Busy(Stopwatch.GetTimestamp());

    /// <summary>A shard of its own is computed: if others are still to come, they say so too.</summary>
    public void ShardComputed() => (_computed, _busy) = (Stopwatch.GetTimestamp(), 0);

    public void CommitBegins()
    {
        var now = Stopwatch.GetTimestamp();
        Busy(now);
        _compute += _computed - _phaseBegan;
        _exchange += _busy;
        _wait += now - _computed - _busy;
        _phaseBegan = now;
    }

    public void CommitEnds()
    {
        var now = Stopwatch.GetTimestamp();
        _commit += now - _phaseBegan;
        (_phaseBegan, _computed, _workSince, _busy) = (now, now, now, 0);
    }

    private void Busy(long now) => _busy += now - Math.Max(_workSince, _computed);

    private static TimeSpan Span(long ticks) => Stopwatch.GetElapsedTime(0, ticks);
}
