using GanCluster.Core.Decisions;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>Decisions at steps, leaving, and the end of the run.</summary>
public static partial class WorkerRules
{
    private const int DecisionsKept = 4;

    /// <summary>Where a decision falls due: applies it, or waits for it.</summary>
    private static bool MayPass(WorkerState state, TimeSpan now, Outcome outcome)
    {
        if (!state.Switches.DecideAtSteps || state.Setting.Decisions.DueBefore(state.Phase) is not { } step || state.Decided >= step) return true;
        foreach (var known in state.Known)
        {
            if (known.Step != step) continue;
            Apply(state, known, outcome);
            return true;
        }

        if (now - state.DecisionAsked < ReportInterval) return false;
        state.DecisionAsked = now;
        outcome.Add(new WantDecision(step));
        return false;
    }

    private static void Apply(WorkerState state, Decision decision, Outcome outcome)
    {
        state.Decided = decision.Step;
        if (state.HoldsEvaluation <= decision.Step) state.HoldsEvaluation = 0;
        outcome.Add(new ApplyDecision(decision));
    }

    private static Outcome LearnDecision(WorkerState state, Decision decision, TimeSpan now, Outcome outcome)
    {
        if (decision.Step <= state.Decided || state.Known.Contains(decision)) return outcome.Because("known already");
        // Who is behind hears of later decisions first; the one that falls due next is never the last of them.
        state.Known.RemoveAll(known => known.Step <= state.Decided);
        state.Known.Add(decision);
        state.Known.Sort((left, right) => left.Step.CompareTo(right.Step));
        if (state.Known.Count > DecisionsKept) state.Known.RemoveAt(DecisionsKept);
        if (!state.Switches.DecideAtSteps && state.HasReplica) Apply(state, decision, outcome);
        return Proceed(state, now, outcome.Because("a decision"));
    }

    private static void KeepIfEvaluated(WorkerState state, Outcome outcome)
    {
        if (state.Setting.Decisions.EvaluatedAt(state.Phase) is not { } step) return;
        state.HoldsEvaluation = step;
        outcome.Add(new KeepForEvaluation(step));
    }

    private static Outcome EvaluateHeld(WorkerState state, EvaluationOrdered ordered, Outcome outcome)
    {
        if (state.HoldsEvaluation != ordered.Step) return outcome.Because("that replica isn't kept here");
        outcome.Add(new Evaluate(ordered.Step));
        return outcome.Because("evaluating");
    }

    private static Outcome BeginLeaving(WorkerState state, TimeSpan now, Outcome outcome)
    {
        state.Leaving = true;
        if (state.Switches.HandOverOnLeave && state.HasReplica) return Proceed(state, now, Report(state, now, outcome).Because("told to leave: the plan changes first"));
        return Leave(state, false, outcome);
    }

    /// <summary>Free once the plan of its phase has nothing for it: what it owed before is averaged, since it has all of those averages.</summary>
    private static bool LeaveIfFree(WorkerState state, Outcome outcome)
    {
        if (!state.Leaving || state.Plans.For(state.Phase) is not { } plan || plan.From > state.Phase) return false;
        if (!plan.IsPaused && (plan.ShareOf(state.Self) is not null || plan.Averages(state.Self))) return false;
        Leave(state, false, outcome);
        return true;
    }

    /// <summary>Where the plan ends the run, or earlier, where the replica itself says so: all of them do, at the same phase.</summary>
    private static bool IsAtTheEnd(WorkerState state) => state.EndsRun || state.Phase >= state.Plans.Highest!.Last;

    private static Outcome FinishRun(WorkerState state, Outcome outcome)
    {
        if (!state.Switches.WaitForAllAtTheEnd) return Leave(state, true, outcome);
        if (!state.DigestAsked)
        {
            state.DigestAsked = true;
            outcome.Add(new TakeDigest(state.Phase));
        }

        return outcome.Because("the last phase is applied: here for whoever lacks something, until the coordinator has heard everyone");
    }

    private static Outcome TakeDigestOf(WorkerState state, DigestTaken taken, TimeSpan now, Outcome outcome)
    {
        if (taken.Phase != state.Phase) return outcome.Because("of a phase that is over");
        state.FinalDigest = taken.Digest;
        return Report(state, now, outcome).Because("the final digest");
    }

    private static Outcome Leave(WorkerState state, bool runIsDone, Outcome outcome)
    {
        state.Exiting = true;
        outcome.Add(new Exit(runIsDone));
        return outcome.Because(runIsDone ? "the run is done" : "its work is handed over");
    }
}
