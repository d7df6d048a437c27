using GanCluster.Core.Deadlines;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>Repair is by asking: nobody knows who received what, everybody says where it is.</summary>
public static partial class WorkerRules
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(500);

    private static Outcome Tick(WorkerState state, TimeSpan now, Outcome outcome)
    {
        if (state.Reported is not { } reported || now - reported >= ReportInterval) Report(state, now, outcome);
        CatchUp(state, now, outcome);
        AskIfStuck(state, now, outcome);
        return Proceed(state, now, outcome.Because("time has passed"));
    }

    /// <summary>Where nothing came for longer than a phase usually takes: tells every peer what is missing. Twice unheard, an averager is reported.</summary>
    private static void AskIfStuck(WorkerState state, TimeSpan now, Outcome outcome)
    {
        if (!state.HasReplica || state.Missing.IsEmpty || state.Plans.For(state.Phase) is not { IsPaused: false } plan) return;
        if (IsAtTheEnd(state)) return;
        var patience = TimeSpan.FromSeconds(Math.Max(ArrivalDeadline.Least.TotalSeconds, 2 * Math.Min(state.SecondsPerPhase, 1)));
        if (now - state.Asked < (state.TimesAsked == 0 ? patience : ArrivalDeadline.Least)) return;
        if (state.TimesAsked >= 2) ReportSilentAveragers(state, plan, outcome);
        if (state.TimesAsked == 0) state.HeardSinceAsked.Clear();
        state.TimesAsked++;
        state.Asked = now;
        StateToAll(state, plan, outcome);
    }

    private static void StateToAll(WorkerState state, Plan plan, Outcome outcome)
    {
        foreach (var share in plan.Shares) StateTo(state, share.Worker, outcome);
        foreach (var share in state.Plans.Highest!.Shares)
        {
            if (plan.ShareOf(share.Worker) is null) StateTo(state, share.Worker, outcome);
        }

        StateToAveragers(state, plan, outcome);
    }

    private static void ReportSilentAveragers(WorkerState state, Plan plan, Outcome outcome)
    {
        for (var slice = 0; slice < state.Setting.Slices; slice++)
        {
            var averager = plan.Averagers[slice];
            if (state.Came.Contains(new SliceIndex(slice)) || state.HeardSinceAsked.Contains(averager)) continue;
            outcome.Add(new ReportSilent(state.Phase, averager));
            break;
        }
    }

    /// <summary>Averagers that have no replica are no peers, but they are asked too; this node's own among them.</summary>
    private static void StateToAveragers(WorkerState state, Plan plan, Outcome outcome)
    {
        for (var slice = 0; slice < state.Setting.Slices; slice++)
        {
            var averager = plan.Averagers[slice];
            var isFirst = true;
            for (var i = 0; i < slice; i++) isFirst &= plan.Averagers[i] != averager;
            if (isFirst && (averager == state.Self || plan.ShareOf(averager) is null))
            {
                outcome.Add(new StatePhase(averager, state.Phase, state.Lineage, state.Missing));
            }
        }
    }

    private static void StateTo(WorkerState state, NodeId peer, Outcome outcome)
    {
        if (peer != state.Self) outcome.Add(new StatePhase(peer, state.Phase, state.Lineage, state.Missing));
    }

    private static Outcome Report(WorkerState state, TimeSpan now, Outcome outcome)
    {
        state.Reported = now;
        var computing = state.BusyLanes > 0 ? (now - state.ComputingSince).TotalSeconds : 0;
        outcome.Add(new Report(new WorkerReport(
            state.Self,
            state.HasReplica ? state.Phase : null,
            state.Lineage,
            state.Plans.Highest?.Order,
            state.EndsRun ? state.Phase : state.Plans.Highest?.Last,
            Math.Max(state.SecondsPerShard, computing),
            state.Leaving,
            state.FinalDigest,
            state.Known.Count > 0 ? state.Known[^1] : null,
            state.HoldsEvaluation)));
        return outcome;
    }
}
