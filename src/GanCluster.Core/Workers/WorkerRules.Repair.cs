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
        if (state.Phase >= state.Plans.Highest!.Last) return;
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

    private static Outcome AnswerPeer(WorkerState state, PeerStated stated, TimeSpan now, Outcome outcome)
    {
        Hear(state, stated.Peer);
        if (!state.HasReplica || stated.Peer == state.Self) return outcome;
        if (IsOtherHistory(state, stated.Phase, stated.Lineage))
        {
            outcome.Add(new Fault($"phase {stated.Phase}: {stated.Peer} and {state.Self} have different histories", stated.Peer, state.Self));
            return outcome.Because("another lineage");
        }

        // One phase behind usually gets the average that it lacks. A peer that was restored there has none to give, only a snapshot.
        if (stated.Phase.Value > state.Phase.Value + (state.TimesAsked < 2 ? 1 : 0))
        {
            state.Ahead = stated.Peer;
            return CatchUp(state, now, outcome).Because("behind this peer");
        }

        if (stated.Phase.Value < state.Phase.Value - (state.LineageBefore is null ? 0 : 1))
        {
            StateTo(state, stated.Peer, outcome);
            return outcome.Because("too far behind for what is kept: it will take a snapshot");
        }

        var kept = stated.Phase == state.Phase ? state.Came
            : stated.Phase < state.Phase && state.Switches.Retain && state.LineageBefore is not null ? SliceSet.All(state.Setting.Slices)
            : default;
        for (var slice = 0; slice < state.Setting.Slices; slice++)
        {
            var index = new SliceIndex(slice);
            if (stated.Missing.Contains(index) && kept.Contains(index)) outcome.Add(new SendAverage(stated.Peer, stated.Phase, index));
        }

        return outcome.Because("what it lacks and this worker has");
    }

    private static Outcome ResendSlice(WorkerState state, AverageAwaited awaited, Outcome outcome)
    {
        if (!state.HeardSinceAsked.Contains(awaited.Averager)) state.HeardSinceAsked.Add(awaited.Averager);
        if (!awaited.SendAgain || !state.HasReplica || awaited.Phase != state.Phase || !state.Switches.Retain) return outcome.Because("it waits too");
        if (state.Plans.For(state.Phase) is { } plan) SendOwn(state, plan, awaited.Averager, default(SliceSet).With(awaited.Slice), outcome);
        return outcome.Because("the averager lacks what was sent");
    }

    private static Outcome GreetPeer(WorkerState state, NodeId peer, Outcome outcome)
    {
        state.Disconnected.Remove(peer);
        if (!state.HasReplica) return outcome;
        StateTo(state, peer, outcome);
        if (state.Switches.Retain && state.Plans.For(state.Phase) is { } plan) SendOwn(state, plan, peer, state.Missing, outcome);
        return outcome.Because("a new connection: what the old one lost is sent again");
    }

    private static Outcome LosePeer(WorkerState state, NodeId peer, TimeSpan now, Outcome outcome)
    {
        if (!state.Disconnected.Contains(peer)) state.Disconnected.Add(peer);
        state.Followers.Remove(peer);
        if (state.Donor == peer && state.Switches.ReplaceDonor) state.Donor = null;
        if (state.Ahead == peer) state.Ahead = null;
        return CatchUp(state, now, outcome).Because("a connection ended");
    }

    private static void Hear(WorkerState state, NodeId from)
    {
        if (state.TimesAsked > 0 && !state.HeardSinceAsked.Contains(from)) state.HeardSinceAsked.Add(from);
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
            state.Plans.Highest?.Last,
            Math.Max(state.SecondsPerShard, computing),
            state.Leaving,
            state.FinalDigest,
            state.Known.Count > 0 ? state.Known[^1] : null,
            state.HoldsEvaluation)));
        return outcome;
    }
}
