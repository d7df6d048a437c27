using GanCluster.Core.Compute;

namespace GanCluster.Core.Tests.Compute;

public class LanePoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public void Run_EachLane_HasAThreadOfItsOwnAndKeepsIt()
    {
        var threads = new Thread[4];
        using var pool = new LanePool(4, lane => threads[lane] = Thread.CurrentThread);
        Assert.Equal(4, threads.Distinct().Count());
        Assert.Same(Thread.CurrentThread, threads[0]);
        Assert.All(threads[1..], thread => Assert.False(thread.IsThreadPoolThread));
        for (var run = 0; run < 100; run++) pool.Run(lane => Assert.Same(threads[lane], Thread.CurrentThread));
    }

    [Fact]
    public void Run_Lanes_RunAtOnce()
    {
        using var pool = new LanePool(3, _ => { });
        using var meeting = new Barrier(3);
        pool.Run(_ => Assert.True(meeting.SignalAndWait(Patience)));
    }

    [Fact]
    public void Run_ManyTimes_CallsEachLaneOnceEachTimeAndWaitsForAll()
    {
        using var pool = new LanePool(3, _ => { });
        var calls = new int[3];
        for (var run = 1; run <= 5000; run++)
        {
            pool.Run(lane => calls[lane]++);
            Assert.Equal([run, run, run], calls);
        }
    }

    [Fact]
    public void Run_LanesThrow_GivesEveryFailureAfterAllHaveEnded()
    {
        using var pool = new LanePool(3, _ => { });
        var ended = false;
        var failure = Assert.Throws<AggregateException>(() => pool.Run(lane =>
        {
            if (lane == 1) ended = true;
            else throw new InvalidOperationException($"lane {lane}");
        }));
        Assert.True(ended);
        Assert.Equal(["lane 0", "lane 2"], failure.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public void Run_AfterAFailure_Works()
    {
        using var pool = new LanePool(2, _ => { });
        Assert.Throws<AggregateException>(() => pool.Run(_ => throw new InvalidOperationException("once")));
        var calls = 0;
        pool.Run(_ => Interlocked.Increment(ref calls));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Dispose_Threads_HaveEnded()
    {
        var threads = new Thread[3];
        new LanePool(3, lane => threads[lane] = Thread.CurrentThread).Dispose();
        Assert.All(threads[1..], thread => Assert.False(thread.IsAlive));
    }

    [Fact]
    public void Constructor_EnterThrows_LeavesNoThread()
    {
        var threads = new Thread[3];
        Assert.Throws<AggregateException>(() => new LanePool(3, lane =>
        {
            threads[lane] = Thread.CurrentThread;
            if (lane == 1) throw new InvalidOperationException("this lane can't");
        }));
        Assert.All(threads[1..], thread => Assert.False(thread.IsAlive));
    }

    [Fact]
    public void Constructor_NoLanes_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new LanePool(0, _ => { }));
}
