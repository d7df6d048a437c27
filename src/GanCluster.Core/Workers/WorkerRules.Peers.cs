using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>What peers say and lack: statements, new connections, lost ones.</summary>
public static partial class WorkerRules
{
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
}
