using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>Decisions, and the end: nobody exits before the last phase and digest of every member that isn't lost have been heard.</summary>
public static partial class CoordinatorRules
{
    /// <summary>An order may have been lost: it is given again, and who is at it already goes on.</summary>
    private static readonly TimeSpan OrderAgain = TimeSpan.FromSeconds(2);

    /// <summary>Who takes longer, though in reach, is stuck.</summary>
    private static readonly TimeSpan EvaluationTime = TimeSpan.FromMinutes(10);

    private static Outcome EndRunIfAllFinished(CoordinatorState state, Outcome outcome)
    {
        Digest? digest = null;
        var first = default(NodeId);
        foreach (var member in state.Members)
        {
            if (member.Phase < state.Last || member.Report?.FinalDigest is not { } final) return outcome;
            if (digest is { } other && other != final)
            {
                var fault = new Fault($"{member.Node} and {first} end with different digests", member.Node, first);
                outcome.Add(fault);
                return Fail(state, fault.Sentence, outcome);
            }

            (digest, first) = (final, member.Node);
        }

        if (digest is null) return outcome;
        state.Ended = true;
        foreach (var member in state.Members) outcome.Add(new EndRun(member.Node));
        return outcome.Because($"every member has the last phase and digest {digest.Value.Short}");
    }

    private static Outcome Fail(CoordinatorState state, string sentence, Outcome outcome)
    {
        if (state.Ended) return outcome.Because("the run has ended");
        (state.Ended, state.Failure) = (true, sentence);
        foreach (var member in state.Members) outcome.Add(new FailRun(member.Node, sentence));
        return outcome.Because($"replicas differ: {sentence}");
    }

    /// <summary>The last step was chosen where the newest phase wasn't known, after a partition say: the run ends where all can still meet.</summary>
    private static Outcome EndLater(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        var newest = state.Newest!.Value;
        var phases = state.Setting.Decisions.Phases;
        var last = phases.IsStepBoundary(newest) ? newest : phases.After(phases.StepsBefore(newest) + 1);
        state.Last = last < state.Setting.Horizon ? last : state.Setting.Horizon;
        return Replan(state, $"a replica is at phase {newest} already: the run ends before phase {state.Last}", Urgency.AtOnce, now, outcome);
    }

    private static Outcome Decide(CoordinatorState state, NodeId by, long step, TimeSpan now, Outcome outcome)
    {
        if (state.Decision is { } known && known.Step == step)
        {
            outcome.Add(new SendDecision(by, known));
            return outcome.Because("known");
        }

        return OrderEvaluation(state, step, now, outcome);
    }

    /// <summary>As soon as somebody holds what is to be judged: training need not come to where it waits for that.</summary>
    private static void EvaluateWhatIsHeld(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        long held = 0;
        foreach (var member in state.Members)
        {
            if (!member.IsLost && member.Report is { } report) held = Math.Max(held, report.HoldsEvaluation);
        }

        if (held > (state.Decision?.Step ?? 0)) OrderEvaluation(state, held, now, outcome);
    }

    private static Outcome OrderEvaluation(CoordinatorState state, long step, TimeSpan now, Outcome outcome)
    {
        var isKnown = state.EvaluationOrdered == step && state.Find(state.Evaluator) is { IsLost: false } && now - state.EvaluationBegan < EvaluationTime;
        if (isKnown && now - state.EvaluationOrderedAt < OrderAgain) return outcome.Because("it is being evaluated");

        // Another member where the one that was asked is gone or stuck.
        MemberState? evaluator = null;
        foreach (var member in state.Members)
        {
            if (member.IsLost || member.Report?.HoldsEvaluation != step) continue;
            if (evaluator is null || (evaluator.Node == state.Evaluator) != isKnown) evaluator = member;
        }

        if (evaluator is null) return outcome.Because("nobody in reach holds that replica");
        if (!isKnown || evaluator.Node != state.Evaluator) state.EvaluationBegan = now;
        (state.EvaluationOrdered, state.EvaluationOrderedAt, state.Evaluator) = (step, now, evaluator.Node);
        outcome.Add(new OrderEvaluation(evaluator.Node, step));
        return outcome.Because($"step {step} is evaluated");
    }

    private static Outcome Publish(CoordinatorState state, Decision decision, Outcome outcome)
    {
        if (state.Decision == decision) return outcome.Because("known");
        state.Decision = decision;
        foreach (var member in state.Members) outcome.Add(new SendDecision(member.Node, decision));
        return outcome.Because($"decided from step {decision.Step}");
    }
}
