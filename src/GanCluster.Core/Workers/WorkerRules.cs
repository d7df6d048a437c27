using GanCluster.Core.Identity;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>
/// What a worker does: computes its shards of the standing plan, sends them, commits when every slice of the average is there, and goes on. It asks
/// nobody for leave. The other files of this class: computing, averages, repair, catching up, ending.
/// </summary>
public static partial class WorkerRules
{
    /// <summary>Gives a worker its first replica: the initial state or a checkpoint.</summary>
    public static Outcome Begin(WorkerState state, PhaseNumber phase, Lineage lineage, long decided, long holdsEvaluation, TimeSpan now, bool endsRun = false)
    {
        var outcome = new Outcome();
        TakeReplica(state, phase, lineage, decided, holdsEvaluation, endsRun, now);
        Report(state, now, outcome);
        return Proceed(state, now, outcome.Because("a replica to begin with"));
    }

    public static Outcome On(WorkerState state, NodeEvent @event, TimeSpan now)
    {
        var outcome = new Outcome();
        return state.Exiting ? outcome : @event switch
        {
            PlanArrived arrived => FollowPlan(state, arrived.Plan, now, outcome),
            ShardComputed computed => TakeShard(state, computed, now, outcome),
            AverageArrived arrived => TakeAverage(state, arrived, now, outcome),
            AverageAwaited awaited => ResendSlice(state, awaited, outcome),
            Committed committed => EnterNextPhase(state, committed, now, outcome),
            PeerStated stated => AnswerPeer(state, stated, now, outcome),
            PeerConnected connected => GreetPeer(state, connected.Peer, outcome),
            PeerDisconnected disconnected => LosePeer(state, disconnected.Peer, now, outcome),
            RecomputeOrdered ordered => Recompute(state, ordered, now, outcome),
            SnapshotWanted wanted => Donate(state, wanted, outcome),
            SnapshotProgressed progressed => HearDonor(state, progressed, now, outcome),
            SnapshotArrived arrived => TakeSnapshot(state, arrived, now, outcome),
            Restored restored => TakeRestored(state, restored, now, outcome),
            DigestTaken taken => TakeDigestOf(state, taken, now, outcome),
            StateAsked => Report(state, now, outcome).Because("the coordinator asked"),
            EvaluationOrdered ordered => EvaluateHeld(state, ordered, outcome),
            DecisionPublished published => LearnDecision(state, published.Decision, now, outcome),
            LeaveOrdered => BeginLeaving(state, now, outcome),
            Rejoined rejoined => TakeName(state, rejoined, now, outcome),
            RunEnded => Leave(state, true, outcome),
            Ticked => Tick(state, now, outcome),
            _ => outcome,
        };
    }

    /// <summary>Does whatever can be done now. Every rule that changes the state ends here.</summary>
    private static Outcome Proceed(WorkerState state, TimeSpan now, Outcome outcome)
    {
        if (!state.HasReplica || state.Committing || state.Restoring) return outcome;
        if (RestoreIfWaiting(state, outcome) || LeaveIfFree(state, outcome)) return outcome;
        if (state.Plans.For(state.Phase) is not { } plan) return outcome;
        if (IsAtTheEnd(state)) return FinishRun(state, outcome);
        if (!MayPass(state, now, outcome)) return outcome.Because("the decision that falls due here isn't known yet");
        if (CommitIfComplete(state, outcome) || plan.IsPaused || IsBehind(state)) return outcome;
        StartShards(state, plan, now, outcome);
        return outcome;
    }
}
