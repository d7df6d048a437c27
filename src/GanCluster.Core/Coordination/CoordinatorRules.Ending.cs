using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>Decisions, and the end: nobody exits before the last phase and digest of every member that isn't lost have been heard.</summary>
public static partial class CoordinatorRules
{
    private static readonly TimeSpan EvaluationTime = TimeSpan.FromSeconds(2);

    private static Outcome EndRunIfAllFinished(CoordinatorState state, Outcome outcome)
    {
        Digest? digest = null;
        var first = default(NodeId);
        foreach (var member in state.Members)
        {
            if (member.Phase < state.Last || member.Report?.FinalDigest is not { } final) return outcome;
            if (digest is { } other && other != final)
            {
                outcome.Add(new Fault($"{member.Node} and {first} end with different digests", member.Node, first));
                return Fail(state, $"{member.Node} and {first} end with different digests", outcome);
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

        if (state.EvaluationOrdered == step && now - state.EvaluationOrderedAt < EvaluationTime && state.Find(state.Evaluator) is { IsLost: false })
        {
            return outcome.Because("it is being evaluated");
        }

        // A member in turn: the last one that was asked may be stuck.
        MemberState? evaluator = null;
        foreach (var member in state.Members)
        {
            if (member.IsLost || member.Report?.HoldsEvaluation != step) continue;
            if (evaluator is null || evaluator.Node == state.Evaluator) evaluator = member;
        }

        if (evaluator is null) return outcome.Because("nobody in reach holds that replica");
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
