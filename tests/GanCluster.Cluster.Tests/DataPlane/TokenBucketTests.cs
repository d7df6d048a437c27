using GanCluster.Cluster.DataPlane;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class TokenBucketTests
{
    private readonly TestTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Take_BeyondTheBurst_WaitsAsLongAsTheRateSays()
    {
        var bucket = new TokenBucket(bytesPerSecond: 1_000, burst: 500, _time);
        Assert.Equal(TimeSpan.Zero, bucket.Take(500));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Take(1_000));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(0.1), bucket.Take(100));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, bucket.Take(500));
        Assert.NotEqual(TimeSpan.Zero, bucket.Take(1));
    }

    [Fact]
    public void TryTake_NotEnough_TakesNothing()
    {
        var bucket = new TokenBucket(bytesPerSecond: 10, burst: 2, _time);
        Assert.True(bucket.TryTake(2));
        Assert.False(bucket.TryTake(1));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(bucket.TryTake(1));
    }
}
