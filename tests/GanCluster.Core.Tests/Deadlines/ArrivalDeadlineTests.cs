using GanCluster.Core.Deadlines;

namespace GanCluster.Core.Tests.Deadlines;

public class ArrivalDeadlineTests
{
    private readonly ArrivalDeadline _deadline = new();

    [Fact]
    public void Value_OfAFastWorker_IsTheLeast()
    {
        for (var i = 0; i < 20; i++) _deadline.Arrived(TimeSpan.FromMilliseconds(5));
        Assert.Equal(ArrivalDeadline.Least, _deadline.Value);
    }

    [Fact]
    public void Arrived_Late_RaisesAtOnceAtMostTwofoldOfWhatItTook()
    {
        _deadline.Arrived(TimeSpan.FromSeconds(1));
        Assert.InRange(_deadline.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Value_OfASteadySlowWorker_ComesToLieJustAboveWhatItTakes()
    {
        for (var i = 0; i < 100; i++) _deadline.Arrived(TimeSpan.FromSeconds(2));
        Assert.InRange(_deadline.Value, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1));
    }
}
