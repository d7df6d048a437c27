namespace GanCluster.Cluster.DataPlane;

/// <summary>Limits a rate: bytes flow at <paramref name="bytesPerSecond"/>, after at most <paramref name="burst"/> bytes at once.</summary>
internal sealed class TokenBucket(long bytesPerSecond, long burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _last = time.GetTimestamp();

    /// <returns>How long to wait before these bytes are sent.</returns>
    public TimeSpan Take(long bytes)
    {
        Fill();
        _tokens -= bytes;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / bytesPerSecond);
    }

    /// <returns>False, and nothing is taken, if they would have to wait.</returns>
    public bool TryTake(long bytes)
    {
        Fill();
        if (_tokens < bytes) return false;
        _tokens -= bytes;
        return true;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + time.GetElapsedTime(_last, now).TotalSeconds * bytesPerSecond);
        _last = now;
    }
}
