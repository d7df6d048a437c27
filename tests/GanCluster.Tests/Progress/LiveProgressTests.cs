using GanCluster.Cluster.Nodes;
using GanCluster.Core.Membership;
using GanCluster.Core.Training;
using GanCluster.Progress;
using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Progress;

public class LiveProgressTests
{
    [Fact]
    public void Dispose_AfterSteps_HasDrawnTheNewest()
    {
        using var host = new TestHost(interactive: true);
        using (var progress = TrainingProgress.For(host.Terminal, host.Time))
        {
            Assert.IsType<LiveProgress>(progress);
            progress.OnStarted(new TrainingStart(0, 10));
            progress.OnStep(Reports.Of(3, 1));
            host.Terminal.WriteLine("a log line");
        }

        Assert.Contains("step 3/10", host.Output);
        Assert.Contains("D 1.250", host.Output);
        Assert.Contains("a log line", host.Output);
    }

    [Fact]
    public void Dispose_OfACluster_HasDrawnARowForEachWorker()
    {
        using var host = new TestHost(interactive: true);
        var workers = new WorkerTable();
        workers.Started(1, 41);
        using (var progress = TrainingProgress.For(host.Terminal, host.Time, workers))
        {
            progress.OnStarted(new TrainingStart(0, 10));
            workers.Update(new WorkerStep(new NodeId("one", 1), 41, 3, [], 24, 0, 0), host.Time.GetTimestamp());
            workers.Update(new WorkerStep(new NodeId("two", 2), 42, 2, [], 16, 0, 0), host.Time.GetTimestamp());
            workers.Lost(new NodeId("two", 2));
        }

        Assert.Contains("worker 1 (process 41)  step 3  24 shards", host.Output);
        Assert.Contains("two (process 42)  step 2  16 shards  lost", host.Output);
    }

    [Fact]
    public void Dispose_NeverStarted_Ends()
    {
        using var host = new TestHost(interactive: true);
        TrainingProgress.For(host.Terminal, host.Time).Dispose();
    }
}
