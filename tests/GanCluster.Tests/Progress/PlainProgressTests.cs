using GanCluster.Core.Training;
using GanCluster.Progress;
using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Progress;

public sealed class PlainProgressTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void OnStep_SlowRun_WritesALineEveryFiveSeconds()
    {
        Train(steps: 1000, from: 0, to: 20, secondsAStep: 1);
        Assert.Equal(
            [
                "step 5/1000 (0 %)  D 1.250  G 0.750  64 images/s  16:35 left",
                "step 10/1000 (1 %)  D 1.250  G 0.750  64 images/s  16:30 left",
                "step 15/1000 (1 %)  D 1.250  G 0.750  64 images/s  16:25 left",
                "step 20/1000 (2 %)  D 1.250  G 0.750  64 images/s  16:20 left",
            ],
            Lines());
    }

    [Fact]
    public void OnStep_FastRun_WritesALineEachTenthAndTheLast()
    {
        Train(steps: 1000, from: 0, to: 1000, secondsAStep: 0.001);
        Assert.Equal(10, Lines().Length);
        Assert.StartsWith("step 1000/1000 (100 %)", Lines()[^1]);
        Assert.DoesNotContain("left", Lines()[^1]);
    }

    [Fact]
    public void OnStep_Resumed_CountsSpeedFromTheResumption()
    {
        Train(steps: 100, from: 50, to: 60, secondsAStep: 1);
        Assert.Equal("step 60/100 (60 %)  D 1.250  G 0.750  64 images/s  0:40 left", Lines()[^1]);
    }

    [Theory]
    [InlineData(9, "0:09")]
    [InlineData(151, "2:31")]
    [InlineData(3751, "1:02:31")]
    [InlineData(262_800, "3 d 1 h")]
    public void Duration_AnyLength_IsShort(int seconds, string expected) => Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    private void Train(long steps, long from, long to, double secondsAStep)
    {
        using var progress = new PlainProgress(_host.Terminal, _host.Time);
        progress.OnStarted(new TrainingStart(from, steps));
        for (var step = from + 1; step <= to; step++)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(secondsAStep));
            progress.OnStep(Reports.Of(step, (step - from) * secondsAStep));
        }
    }

    private string[] Lines() => _host.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
