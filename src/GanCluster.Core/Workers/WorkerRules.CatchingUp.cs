using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>
/// Who has no replica, or one that is two or more phases behind, takes a snapshot from one donor, then every later average on the same connection.
/// If the donor dies, another goes on from the phase reached.
/// </summary>
public static partial class WorkerRules
{
    private static readonly TimeSpan DonorSilence = TimeSpan.FromSeconds(1);

    private static Outcome CatchUp(WorkerState state, TimeSpan now, Outcome outcome)
    {
        if (state.Ahead is { } gone && state.Disconnected.Contains(gone)) state.Ahead = null;
        if (state.HasReplica && state.Ahead is null && state.Donor is null && !IsBehind(state)) return outcome;
        if (state.SnapshotPhase is not null || state.Restoring) return outcome;
        if (state.Donor is not null && (now - state.DonorHeard < DonorSilence || !state.Switches.ReplaceDonor)) return outcome;
        if (state.Donor is not null && state.HasReplica && !IsBehind(state))
        {
            state.Donor = null;
            return outcome;
        }

        if (ChooseDonor(state) is not { } donor) return outcome;
        state.Donor = donor;
        state.DonorHeard = now;
        state.Ahead = null;
        outcome.Add(new WantSnapshot(donor, state.HasReplica ? state.Phase : null));
        return outcome;
    }

    /// <summary>As far as this worker can know: the plan's base was the newest phase when it was made.</summary>
    private static bool IsBehind(WorkerState state) => state.Ahead is not null || state.Plans.Highest?.Base > state.Phase.Next;

    private static NodeId? ChooseDonor(WorkerState state)
    {
        if (state.Ahead is { } ahead) return ahead;
        if (state.Plans.Highest is not { } plan) return null;
        // A paused plan has no workers, and may wait for this one: its averagers are on nodes that were there.
        var count = plan.IsPaused ? plan.Averagers.Count : plan.Shares.Count;
        for (var i = 0; i < count; i++)
        {
            var candidate = (i + state.DonorsTried) % count;
            var peer = plan.IsPaused ? plan.Averagers[candidate] : plan.Shares[candidate].Worker;
            if (peer == state.Self || state.Disconnected.Contains(peer)) continue;
            state.DonorsTried += i + 1;
            return peer;
        }

        return null;
    }

    private static Outcome Donate(WorkerState state, SnapshotWanted wanted, Outcome outcome)
    {
        if (!state.HasReplica) return outcome.Because("no replica to give");
        if (wanted.Has is { } has && has >= state.Phase) return outcome.Because("it is as far as this worker");
        if (wanted.Has?.Next == state.Phase && state.LineageBefore is not null && state.Switches.Retain) outcome.Add(new ForwardAverage(wanted.Joiner, wanted.Has.Value));
        else outcome.Add(new SendSnapshot(wanted.Joiner, state.Phase));
        if (state.Switches.FollowDonor && !state.Followers.Contains(wanted.Joiner)) state.Followers.Add(wanted.Joiner);
        return outcome.Because("a donor for who lacks the replica");
    }

    private static Outcome HearDonor(WorkerState state, SnapshotProgressed progressed, TimeSpan now, Outcome outcome)
    {
        if (state.Donor == progressed.Donor) state.DonorHeard = now;
        return outcome;
    }

    private static Outcome TakeSnapshot(WorkerState state, SnapshotArrived arrived, TimeSpan now, Outcome outcome)
    {
        if (state.Donor == arrived.Donor) state.DonorHeard = now;
        if (!arrived.DigestMatches)
        {
            if (state.Donor == arrived.Donor) state.Donor = null;
            return CatchUp(state, now, outcome).Because("the snapshot's digest isn't the one that its donor named");
        }

        if (state.HasReplica && arrived.Phase <= state.Phase) return outcome.Because("the replica is as far already");
        state.SnapshotPhase = arrived.Phase;
        return state.HasReplica ? Proceed(state, now, outcome.Because("a snapshot")) : RestoreFirst(state, outcome);
    }

    private static Outcome RestoreFirst(WorkerState state, Outcome outcome)
    {
        RestoreIfWaiting(state, outcome);
        return outcome.Because("the first snapshot");
    }

    private static bool RestoreIfWaiting(WorkerState state, Outcome outcome)
    {
        if (state.SnapshotPhase is not { } phase) return false;
        if (state.HasReplica && phase <= state.Phase)
        {
            state.SnapshotPhase = null;
            return false;
        }

        if (state.BusyLanes > 0) return true;
        state.SnapshotPhase = null;
        state.Restoring = true;
        outcome.Add(new Restore(phase));
        return true;
    }

    private static Outcome TakeRestored(WorkerState state, Restored restored, TimeSpan now, Outcome outcome)
    {
        state.Restoring = false;
        state.Ahead = null;
        TakeReplica(state, restored.Phase, restored.Lineage, restored.Decided, restored.HoldsEvaluation, restored.EndsRun, now);
        Report(state, now, outcome);
        return Proceed(state, now, outcome.Because("restored"));
    }

    private static void TakeReplica(WorkerState state, PhaseNumber phase, Lineage lineage, long decided, long holdsEvaluation, bool endsRun, TimeSpan now)
    {
        (state.EndsRun, state.HoldsEvaluation) = (endsRun, holdsEvaluation);
        (state.HasReplica, state.Phase, state.Lineage, state.LineageBefore, state.Decided) = (true, phase, lineage, null, decided);
        ForgetPhase(state, now);
    }

    private static Outcome TakeName(WorkerState state, Rejoined rejoined, TimeSpan now, Outcome outcome)
    {
        state.Self = rejoined.Self;
        state.Followers.Clear();
        state.Disconnected.Clear();
        state.Donor = state.Ahead = null;
        return Report(state, now, outcome).Because("another incarnation, the same replica");
    }
}
