using GanCluster.Core.Deadlines;
using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Acceptance;

/// <summary>Arrivals teach the deadlines; what is later is reported, again until it has come.</summary>
public static partial class AveragerRules
{
    private static void Learn(AveragerState state, PhaseAveraging phase, ContributionArrived arrived, TimeSpan now)
    {
        if (phase.Arrived.Contains(arrived.From)) return;
        phase.Arrived.Add(arrived.From);
        if (!state.Deadlines.TryGetValue(arrived.From, out var deadline)) state.Deadlines.Add(arrived.From, deadline = new ArrivalDeadline());
        deadline.Arrived(now - phase.Opened);
    }

    private static Outcome ReportLate(AveragerState state, TimeSpan now, Outcome outcome)
    {
        foreach (var phase in state.Phases)
        {
            if (phase.LateReported > now - ArrivalDeadline.Least || state.Plans.For(phase.Phase) is not { } plan) continue;
            List<ShardIndex>? late = null;
            for (var slice = 0; slice < state.Slices; slice++)
            {
                if (plan.Averagers[slice] != state.Self || phase.Slices[slice] is { IsComplete: true }) continue;
                CollectLate(state, plan, phase.Slices[slice], now - phase.Opened, ref late);
            }

            if (late is null) continue;
            phase.LateReported = now;
            outcome.Add(new ReportLate(phase.Phase, late));
            outcome.Because("later than their workers' deadlines");
        }

        return outcome;
    }

    private static void CollectLate(AveragerState state, Plan plan, NodeCoverage? coverage, TimeSpan elapsed, ref List<ShardIndex>? late)
    {
        for (var i = 0; i < plan.Shares.Count; i++)
        {
            var share = plan.Shares[i];
            var deadline = state.Deadlines.TryGetValue(share.Worker, out var learned) ? learned.Value : ArrivalDeadline.Least;
            if (elapsed < deadline) continue;
            for (var shard = share.Shards.First; shard < share.Shards.End; shard++)
            {
                if ((coverage?.Covers(shard) ?? false) || (late?.Contains(new ShardIndex(shard)) ?? false)) continue;
                (late ??= []).Add(new ShardIndex(shard));
            }
        }
    }
}
