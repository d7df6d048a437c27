using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>What a rule is for, where another rule would hide in the end that it is missing.</summary>
public class SituationTests
{
    [Fact]
    public void Join_WithASnapshotOfThreePhases_TheJoinerComputes()
    {
        for (ulong seed = 1; seed <= 100; seed++) Assert.True(Joining(seed, RuleSwitches.AllOn).ShardsOfJoiners > 0, $"seed {seed}");
    }

    [Fact]
    public void Rule5_WithoutFollowingTheDonor_TheJoinerComputesNothing()
    {
        Assert.Contains(Enumerable.Range(1, 20), seed => Joining((ulong)seed, new RuleSwitches { FollowDonor = false }).ShardsOfJoiners == 0);
    }

    [Fact]
    public void Leave_Alone_NoPhaseWaits()
    {
        for (ulong seed = 1; seed <= 200; seed++) Assert.True(LeavingWaits(seed, RuleSwitches.AllOn) <= 0, $"seed {seed}: waited {LeavingWaits(seed, RuleSwitches.AllOn)} s");
    }

    [Fact]
    public void Rule8_WithoutHandingOver_APhaseWaits()
    {
        Assert.Contains(Enumerable.Range(1, 200), seed => LeavingWaits((ulong)seed, new RuleSwitches { HandOverOnLeave = false }) > 0);
    }

    [Fact]
    public void Freeze_OfAnAverager_OthersGoOnWithinASecond()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var schedule = Schedule.From(seed) with { Nodes = 4, Shards = 8, Layout = AveragingLayout.Sharded, Decisions = false, Faults = [new FaultPlan(FaultKind.Freeze, 3_000 + 7 * (int)seed, 1, 5_000)] };
            var result = Simulation.Run(schedule);
            Assert.True(result.Failure is null, result.Failure);
            Assert.True(result.LongestGap < 2.6 * schedule.PhaseTime(3) / 1_000 + 1, $"seed {seed}: {result.LongestGap} s, a phase takes {schedule.PhaseTime(4)} ms");
        }
    }

    // What the watch does under watch.policy=stop: no plan says where the run ends, the replicas do.
    [Fact]
    public void End_SaidByTheReplicas_IsTheSameForAllWhateverFails()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var schedule = Schedule.From(seed);
            schedule = schedule with { EndsAt = schedule.Last / 4 * 2 };
            var result = Simulation.Run(schedule);
            Assert.True(result.Failure is null, result.Failure + "\n" + schedule);
        }
    }

    private static SimulationResult Joining(ulong seed, RuleSwitches switches)
    {
        var schedule = Schedule.From(seed) with { Nodes = 3, Shards = 8, Decisions = false };
        schedule = schedule with { SnapshotTime = 3 * schedule.PhaseTime(3), Faults = [new FaultPlan(FaultKind.Join, 1_000, 1, 0)] };
        var result = Simulation.Run(schedule, switches);
        Assert.True(result.Failure is null, result.Failure + "\n" + schedule);
        return result;
    }

    /// <summary>Seconds of the longest gap beyond what a phase takes with one worker less, and the shard that a lane may be at.</summary>
    private static double LeavingWaits(ulong seed, RuleSwitches switches)
    {
        var schedule = Schedule.From(seed) with { Nodes = 4, Decisions = false, Faults = [new FaultPlan(FaultKind.Leave, 3_000 + (int)seed, (int)seed, 0)] };
        var result = Simulation.Run(schedule, switches);
        Assert.True(result.Failure is null, result.Failure + "\n" + schedule);
        return result.LongestGap - (1.3 * (schedule.PhaseTime(3) + schedule.ShardCost) / 1_000 + 0.1);
    }
}
