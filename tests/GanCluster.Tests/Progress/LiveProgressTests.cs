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
    public void Dispose_NeverStarted_Ends()
    {
        using var host = new TestHost(interactive: true);
        TrainingProgress.For(host.Terminal, host.Time).Dispose();
    }
}
