using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>Each rule is needed: without it, some schedule fails.</summary>
public class MutationTests
{
    private const int MostSchedules = 3_000;

    [Fact]
    public void Rule1_WithoutStandingPlans_AScheduleFails() => AssertFails(new RuleSwitches { StandingPlans = false });

    [Fact]
    public void Rule2_FollowingTheLastPlan_AScheduleFails() => AssertFails(new RuleSwitches { FollowHighestPlan = false });

    [Fact]
    public void Rule2_FollowingAnyTerm_AScheduleFails() => AssertFails(new RuleSwitches { RefuseTermJumps = false });

    [Fact]
    public void Rule2_WithoutRaisingTerms_AScheduleFails() => AssertFails(new RuleSwitches { RaiseTerms = false });

    [Fact]
    public void Rule3_WithoutRetention_AScheduleFails() => AssertFails(new RuleSwitches { Retain = false });

    [Fact]
    public void Rule4_WithoutHandingOver_AScheduleFails() => AssertFails(new RuleSwitches { HandOverLost = false });

    [Fact]
    public void Rule4_WithoutRecomputing_AScheduleFails() => AssertFails(new RuleSwitches { RecomputeLate = false });

    [Fact]
    public void Rule5_WithoutAnotherDonor_AScheduleFails() => AssertFails(new RuleSwitches { ReplaceDonor = false });

    [Fact]
    public void Rule6_WithoutMerging_AScheduleFails() => AssertFails(new RuleSwitches { Merge = false });

    [Fact]
    public void Rule7_WithoutSuccession_AScheduleFails() => AssertFails(RuleSwitches.AllOn, new SimulationSwitches { Succession = false });

    [Fact]
    public void Rule9_WithoutWaiting_AScheduleFails() => AssertFails(new RuleSwitches { WaitForAllAtTheEnd = false });

    [Fact]
    public void Rule10_DecidingAtTimes_AScheduleFails() => AssertFails(new RuleSwitches { DecideAtSteps = false });

    [Fact]
    public void Accepting_CountingDuplicates_AScheduleFails() => AssertFails(new RuleSwitches { DropDuplicates = false });

    [Fact]
    public void Accepting_SummingInOrderOfArrival_ARunWithoutFaultsDiffers()
    {
        var broken = new SimulationSwitches { SumInTree = false };
        Assert.Contains(Enumerable.Range(1, 100), seed =>
            Simulation.Run(Schedule.From((ulong)seed) with { Faults = [] }, null, broken).Failure?.Contains("differs") ?? false);
    }

    private static void AssertFails(RuleSwitches switches, SimulationSwitches? broken = null)
    {
        for (ulong seed = 1; seed <= MostSchedules; seed++)
        {
            var result = Simulation.Run(Schedule.From(seed), switches, broken);
            if (result.Failure is null) continue;
            // The simulator must notice, not stumble.
            Assert.DoesNotContain("Exception", result.Failure);
            TestContext.Current.TestOutputHelper!.WriteLine($"{result.Failure}\n{result.Schedule}");
            return;
        }

        Assert.Fail($"{MostSchedules} schedules passed without the rule");
    }
}
