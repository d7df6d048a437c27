using GanCluster.Cluster.Control;
using Microsoft.Extensions.Time.Testing;

namespace GanCluster.Cluster.Tests.Nodes;

public class PatienceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Patience _patience;

    public PatienceTests() => _patience = new Patience(_time);

    private int Seconds => (int)_patience.Now.TotalSeconds;

    [Fact]
    public void Begin_NothingWasWrong_WaitsNoLongerThanItMust()
    {
        Assert.Equal(8, Seconds);
        _patience.Begin();
        Assert.Equal(1, Seconds);
    }

    [Fact]
    public void WasWrong_AgainAndAgain_DoublesUpToABound()
    {
        _patience.Begin();
        List<int> seconds = [];
        for (var i = 0; i < 7; i++)
        {
            _patience.WasWrong();
            seconds.Add(Seconds);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal([2, 4, 8, 16, 32, 32, 32], seconds);
    }

    [Fact]
    public void WasWrong_SeveralWithinASecond_CountOnce()
    {
        _patience.Begin();
        for (var i = 0; i < 5; i++) _patience.WasWrong();
        Assert.Equal(2, Seconds);
    }

    [Fact]
    public void Now_AfterCalm_HalvesEachMinuteDownToTheLeast()
    {
        _patience.WasWrong();
        _patience.Begin();
        Assert.Equal(16, Seconds);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(8, Seconds);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Seconds);
        _patience.WasWrong();
        Assert.Equal(4, Seconds);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1, Seconds);
    }
}
