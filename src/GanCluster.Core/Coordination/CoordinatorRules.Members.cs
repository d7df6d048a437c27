using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>Who is there, where they are, and who is suspected. A suspicion is enough to hand work over: it may be wrong at no cost but work.</summary>
public static partial class CoordinatorRules
{
    private static Outcome Welcome(CoordinatorState state, NodeId node, TimeSpan now, Outcome outcome)
    {
        if (state.Find(node) is not { } member) state.Members.Add(member = new MemberState(node));
        member.IsUnreachable = false;
        Ask(member, now, outcome);
        SendPlans(state, node, outcome);
        return outcome.Because("a member: it is asked where it is");
    }

    /// <summary>Every plan that is still in effect: until a later one holds, all have to agree on the earlier.</summary>
    private static void SendPlans(CoordinatorState state, NodeId node, Outcome outcome)
    {
        foreach (var plan in state.Plans.InEffect) outcome.Add(new SendPlan(node, plan));
    }

    private static Outcome Reconnect(CoordinatorState state, NodeId node, TimeSpan now, Outcome outcome)
    {
        if (state.Find(node) is not { } member) return outcome;
        member.IsDisconnected = false;
        member.Asked = TimeSpan.MinValue;
        Ask(member, now, outcome);
        return outcome.Because("a new connection: it is asked where it is");
    }

    private static Outcome Suspect(CoordinatorState state, NodeId node, bool unreachable, TimeSpan now, Outcome outcome)
    {
        if (state.Find(node) is not { } member) return outcome;
        var before = member.IsLost;
        if (unreachable) member.IsUnreachable = true;
        else member.IsDisconnected = true;
        if (before) return outcome.Because("suspected already");
        ForgetOrders(state, node);
        return HandOver(state, node, unreachable ? "can't be reached" : "its connection ended", now, outcome);
    }

    private static Outcome Remove(CoordinatorState state, NodeId node, TimeSpan now, Outcome outcome)
    {
        if (state.Find(node) is not { } member) return outcome;
        state.Members.Remove(member);
        ForgetOrders(state, node);
        HandOver(state, node, "was removed from the cluster", now, outcome);
        if (state.GatheringSince is not null) EndGatheringIfAllReported(state, now, outcome);
        return EndRunIfAllFinished(state, outcome);
    }

    private static Outcome HandOver(CoordinatorState state, NodeId node, string what, TimeSpan now, Outcome outcome)
    {
        if (state.Plan is not { } plan || !state.Switches.HandOverLost) return outcome.Because($"{node} {what}");
        if (plan.ShareOf(node) is null && !plan.Averages(node) && !IsOlderPlanInEffect(state, plan)) return outcome.Because($"{node} {what}; it had nothing to hand over");
        return Replan(state, $"{node} {what}: its work is handed over", Urgency.AtOnce, now, outcome);
    }

    /// <summary>Somebody computes a phase that an older plan holds for, and the lost one may have a part in that.</summary>
    private static bool IsOlderPlanInEffect(CoordinatorState state, Plan plan)
    {
        foreach (var member in state.Members)
        {
            if (!member.IsLost && member.Phase < plan.From) return true;
        }

        return false;
    }

    private static Outcome Hear(CoordinatorState state, WorkerReport report, TimeSpan now, Outcome outcome)
    {
        if (state.Find(report.Node) is not { } member) return outcome.Because("no member of this cluster");
        var before = member.Report;
        member.Report = report;
        member.IsUnreachable = member.IsDisconnected = false;
        if (state.Failure is { } failure)
        {
            outcome.Add(new FailRun(report.Node, failure));
            return outcome.Because("the run has failed");
        }

        NoteWhoIsBehind(state, now);
        if (report.Highest is { } highest && highest > state.HighestSeen) state.HighestSeen = highest;
        if (report.Decision is { } decision && (state.Decision is not { } own || own.Step < decision.Step)) state.Decision = decision;
        if (report.Last is { } last && last < state.Last && (state.Newest is not { } newest || last >= newest)) state.Last = last;
        if (state.GatheringSince is not null) return EndGatheringIfAllReported(state, now, outcome);
        if (state.Newest > state.Last) return EndLater(state, now, outcome);
        if (state.Plan is not { } plan) return Replan(state, $"{report.Node} is here", Urgency.AtOnce, now, outcome);
        if (report.Highest is null || report.Highest.Value < plan.Order) SendPlans(state, report.Node, outcome);
        else if (report.Highest.Value > plan.Order) RaiseTerm(state, new PlanRefused(report.Node, report.Highest.Value), now, outcome);
        if (report.Leaving && before is not { Leaving: true }) return Replan(state, $"{report.Node} is leaving", Urgency.Later, now, outcome);
        if (CanCompute(state, member) != (plan.ShareOf(report.Node) is not null) || plan.IsPaused) ReplanForMembers(state, report.Node, now, outcome);
        return EndRunIfAllFinished(state, outcome);
    }

    /// <summary>Somebody has caught up, or has fallen behind. A plan for it that is on its way already isn't made again.</summary>
    private static void ReplanForMembers(CoordinatorState state, NodeId node, TimeSpan now, Outcome outcome)
    {
        var plan = state.Plan!;
        var eligible = 0;
        var share = 0;
        foreach (var member in state.Members)
        {
            if (!CanCompute(state, member)) continue;
            eligible++;
            if (plan.ShareOf(member.Node) is not null) share++;
        }

        if (eligible == 0) return;
        if (plan.IsPaused)
        {
            if (eligible >= state.Setting.MinWorkers) Replan(state, $"{node} is here: enough workers", Urgency.AtOnce, now, outcome);
            return;
        }

        // Where nobody of the plan is left who can compute, there is nobody to wait for.
        var urgency = share == 0 ? Urgency.AtOnce : Urgency.Later;
        var what = plan.ShareOf(node) is null ? "is within one phase of the newest" : "is two or more phases behind";
        Replan(state, $"{node} {what}", urgency, now, outcome);
    }

    private static Outcome EndGatheringIfAllReported(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        foreach (var member in state.Members)
        {
            if (member.Report is null) return outcome.Because("not all have said where they are");
        }

        return EndGathering(state, now, outcome);
    }

    private static Outcome EndGathering(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        foreach (var member in state.Members)
        {
            if (member.Report is not null) continue;
            if (state.Newest is null) return outcome.Because("nobody has said where the run is");
        }

        if (state.Members.Count == 0) return outcome;
        state.GatheringSince = null;
        Replan(state, $"coordinator since now; the newest phase is {state.Newest}", Urgency.AtOnce, now, outcome);
        return EndRunIfAllFinished(state, outcome);
    }
}
