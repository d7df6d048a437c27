using GanCluster.Core.Averaging;
using GanCluster.Core.Deadlines;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>From which phase a plan holds.</summary>
internal enum Urgency
{
    /// <summary>Something was lost: from the oldest phase that is being computed.</summary>
    AtOnce,

    /// <summary>From newest + 2: nothing that is being computed changes hands.</summary>
    Later,
}

/// <summary>Plans. Few changes from one to the next: workers keep their order, ranges that are good enough stay.</summary>
public static partial class CoordinatorRules
{
    /// <summary>
    /// In reach, staying, and within one phase of the newest. Reports of different workers take different times, longer than a phase where phases are short, so who
    /// computes already counts as behind only when it stays so.
    /// </summary>
    private static bool CanCompute(CoordinatorState state, MemberState member) =>
        member is { IsLost: false, Report: { Leaving: false, Phase: { } phase } }
        && (phase.Value >= state.Newest!.Value.Value - 1
            || (state.Now - (member.BehindSince ?? state.Now) < ArrivalDeadline.Least && state.Plan?.ShareOf(member.Node) is not null));

    private static void NoteWhoIsBehind(CoordinatorState state, TimeSpan now)
    {
        foreach (var member in state.Members)
        {
            if (member.Phase is { } phase && phase.Value < state.Newest?.Value - 1) member.BehindSince ??= now;
            else member.BehindSince = null;
        }
    }

    private static Outcome Replan(CoordinatorState state, string reason, Urgency urgency, TimeSpan now, Outcome outcome)
    {
        if (state.GatheringSince is not null || state.Ended) return outcome.Because("gathering, or at the end");
        var workers = WorkersInOrder(state);
        var allAreLeaving = AllAreLeaving(state);
        var oldest = OldestOf(workers, state.Newest);
        if (workers.Count == 0 && !allAreLeaving) AddLeaving(state, workers);
        if (state.Newest is not { } newest || (workers.Count == 0 && !allAreLeaving))
        {
            return outcome.Because($"{reason}; nobody is left who could compute");
        }

        // Where another coordinator's plan was followed, nothing says that those who compute now know of one another.
        if (state.Plan is null || state.HighestSeen > state.Plan.Order) urgency = Urgency.AtOnce;
        if (allAreLeaving && urgency == Urgency.AtOnce)
        {
            // Who was to bring the step to its end may be gone: those who leave do it.
            AddLeaving(state, workers);
            oldest = OldestOf(workers, newest);
        }

        if (workers.Count > 0) MakePlan(state, workers, urgency == Urgency.AtOnce ? oldest : new PhaseNumber(newest.Value + 2), oldest, reason, urgency, now, outcome);
        if (allAreLeaving) MakePlan(state, [], DecisionSchedule.LastAfterStop(state.Setting.Decisions.Phases, newest, state.Last), oldest, reason, urgency, now, outcome);
        return outcome;
    }

    private static PhaseNumber OldestOf(List<MemberState> workers, PhaseNumber? newest)
    {
        var oldest = newest ?? default;
        foreach (var worker in workers) oldest = worker.Phase < oldest ? worker.Phase!.Value : oldest;
        return oldest;
    }

    private static void MakePlan(CoordinatorState state, List<MemberState> workers, PhaseNumber from, PhaseNumber oldest, string reason, Urgency urgency, TimeSpan now, Outcome outcome)
    {
        var newest = state.Newest!.Value;
        var baseLineage = default(Lineage);
        foreach (var member in state.Members)
        {
            if (!member.IsLost && member.Phase == newest) baseLineage = member.Report!.Lineage;
        }

        var paused = workers.Count < Math.Max(1, state.Setting.MinWorkers);
        if (paused) reason = $"{reason}; paused: {workers.Count} of at least {state.Setting.MinWorkers} workers";
        state.Plan = new Plan(
            NextOrder(state), state.Self, newest, baseLineage, from, state.Last, paused ? [] : Shares(state, workers, urgency), Averagers(state, workers, now), reason);
        state.Planned = now;
        state.Plans.Offer(state.Plan);
        state.Plans.Trim(oldest);
        foreach (var member in state.Members) SendPlans(state, member.Node, outcome);
        outcome.Because(reason);
    }

    /// <summary>Then the run ends here, at the end of a step, so that there is a checkpoint of it: a paused plan lets them go.</summary>
    private static bool AllAreLeaving(CoordinatorState state)
    {
        foreach (var member in state.Members)
        {
            if (!member.IsLost && member.Report is not { Leaving: true }) return false;
        }

        return true;
    }

    /// <summary>Who leaves goes on as long as nobody else has caught up: otherwise the run would leave with it.</summary>
    private static void AddLeaving(CoordinatorState state, List<MemberState> workers)
    {
        foreach (var member in state.Members)
        {
            if (member is { IsLost: false, Report.Leaving: true, Phase: { } phase } && phase.Value >= state.Newest!.Value.Value - 1) workers.Add(member);
        }
    }

    private static PlanOrder NextOrder(CoordinatorState state)
    {
        var own = state.Plan?.Order ?? new PlanOrder(0, state.Self.Uid, 0);
        var order = own >= state.HighestSeen || (!state.Switches.RaiseTerms && state.Plan is not null)
            ? own with { Epoch = own.Epoch + 1 }
            : new PlanOrder(state.Switches.RaiseTerms ? state.HighestSeen.Term + 1 : 0, state.Self.Uid, own.Epoch + 1);
        if (order > state.HighestSeen) state.HighestSeen = order;
        return order;
    }

    private static List<MemberState> WorkersInOrder(CoordinatorState state)
    {
        var workers = new List<MemberState>();
        if (state.Plan is { } plan)
        {
            foreach (var share in plan.Shares)
            {
                if (state.Find(share.Worker) is { } member && CanCompute(state, member)) workers.Add(member);
            }
        }

        foreach (var member in state.Members)
        {
            if (!workers.Contains(member) && CanCompute(state, member)) workers.Add(member);
        }

        return workers;
    }
}
