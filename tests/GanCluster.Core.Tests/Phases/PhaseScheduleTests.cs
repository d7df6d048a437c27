using CsCheck;
using GanCluster.Core.Identity;
using GanCluster.Core.Phases;

namespace GanCluster.Core.Tests.Phases;

public class PhaseScheduleTests
{
    [Fact]
    public void RoleOf_TwoCriticSteps_IsDiscriminatorTwiceThenGenerator()
    {
        var schedule = new PhaseSchedule(2);
        Assert.Equal(
            [
                new PhaseRole(0, PhaseKind.Discriminator, 0), new PhaseRole(0, PhaseKind.Discriminator, 1), new PhaseRole(0, PhaseKind.Generator, 0),
                new PhaseRole(1, PhaseKind.Discriminator, 2), new PhaseRole(1, PhaseKind.Discriminator, 3), new PhaseRole(1, PhaseKind.Generator, 1),
            ],
            Enumerable.Range(0, 6).Select(phase => schedule.RoleOf(new PhaseNumber(phase))));
    }

    [Fact]
    public void Ordinal_EachKind_CountsWithoutGaps() => Gen.Int[1, 9].Sample(criticSteps =>
    {
        var schedule = new PhaseSchedule(criticSteps);
        var roles = Enumerable.Range(0, 5 * schedule.PhasesPerStep).Select(phase => schedule.RoleOf(new PhaseNumber(phase))).ToArray();
        foreach (var kind in Enum.GetValues<PhaseKind>())
        {
            var ordinals = roles.Where(role => role.Kind == kind).Select(role => role.Ordinal).ToArray();
            Assert.Equal(Enumerable.Range(0, ordinals.Length).Select(i => (long)i), ordinals);
        }
    });

    [Fact]
    public void After_Steps_IsTheBoundaryThatStepsBeforeCounts() => Gen.Select(Gen.Int[1, 1000], Gen.Long[0, 1_000_000_000_000]).Sample((criticSteps, steps) =>
    {
        var schedule = new PhaseSchedule(criticSteps);
        var next = schedule.After(steps);
        Assert.True(schedule.IsStepBoundary(next));
        Assert.False(schedule.IsStepBoundary(next.Next));
        Assert.Equal(steps, schedule.StepsBefore(next));
        Assert.Equal(new PhaseRole(steps, PhaseKind.Discriminator, steps * criticSteps), schedule.RoleOf(next));
    });
}
