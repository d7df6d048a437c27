using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Phases;

namespace GanCluster.Core.Tests.Decisions;

public class DecisionScheduleTests
{
    private static readonly DecisionSchedule Schedule = new(new PhaseSchedule(2), Every: 10, Delay: 4);

    [Fact]
    public void DueBefore_EveryPhase_IsTheEvaluatedStepDelaySteps()
    {
        for (long phase = 0; phase < 300; phase++)
        {
            var due = phase % 3 == 0 && phase / 3 % 10 == 4 && phase > 12 ? phase / 3 - 4 : (long?)null;
            Assert.Equal(due, Schedule.DueBefore(new PhaseNumber(phase)));
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    [InlineData(4, 6)]
    [InlineData(99, 100)]
    public void LastAfterStop_FromAnyPhase_IsTheEndOfAStepTwoPhasesOnOrTheHorizon(long newest, long last) =>
        Assert.Equal(new PhaseNumber(last), DecisionSchedule.LastAfterStop(new PhaseSchedule(2), new PhaseNumber(newest), new PhaseNumber(100)));
}
