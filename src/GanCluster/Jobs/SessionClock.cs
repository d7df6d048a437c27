namespace GanCluster.Jobs;

/// <summary>How long training has taken, and the longest gap between two commits.</summary>
internal sealed class SessionClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _last = time.GetTimestamp();
    private long? _end;

    public TimeSpan Elapsed => time.GetElapsedTime(_start, _end ?? time.GetTimestamp());

    public TimeSpan LongestGap { get; private set; }

    public void Committed()
    {
        var now = time.GetTimestamp();
        var gap = time.GetElapsedTime(_last, now);
        if (gap > LongestGap) LongestGap = gap;
        _last = now;
    }

    public void Stop() => _end = time.GetTimestamp();
}
