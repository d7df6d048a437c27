using GanCluster.Core.Options;
using GanCluster.Core.Schedules;

namespace GanCluster.Core.Tests.Schedules;

public class ScheduleTests
{
    [Theory]
    [InlineData(ScheduleKind.Constant, 0)]
    [InlineData(ScheduleKind.Linear, 0.1)]
    [InlineData(ScheduleKind.Cosine, 0)]
    [InlineData(ScheduleKind.Cosine, 3)]
    [InlineData(ScheduleKind.Exponential, 0.6065)]
    [InlineData(ScheduleKind.Exponential, 1e-6)]
    [InlineData(ScheduleKind.Exponential, 3)]
    public void At_EachKind_IsTheFormula(ScheduleKind kind, double final)
    {
        const long Horizon = 1000;
        var schedule = new Schedule(new ScheduleOptions { Kind = kind, Final = final }, Horizon);
        foreach (var step in new long[] { 0, 1, 250, 333, 500, 999, 1000, 5000 })
        {
            var share = Math.Min(1, step / (double)Horizon);
            var expected = kind switch
            {
                ScheduleKind.Linear => 1 + (final - 1) * share,
                ScheduleKind.Cosine => final + (1 - final) * (1 + Math.Cos(Math.PI * share)) / 2,
                ScheduleKind.Exponential => Math.Pow(final, share),
                _ => 1,
            };
            Assert.Equal(expected, schedule.At(step), 1e-14);
        }
    }

    [Fact]
    public void At_Warmup_RisesAndThenLeavesTheScheduleAlone()
    {
        var schedule = new Schedule(new ScheduleOptions { Warmup = 4 }, 0);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], Enumerable.Range(0, 6).Select(step => schedule.At(step)));
    }

    // So that a schedule that isn't used changes no byte.
    [Fact]
    public void At_Constant_IsOneExactly() => Assert.Equal(1.0, new Schedule(new ScheduleOptions(), 0).At(123_456));
}
