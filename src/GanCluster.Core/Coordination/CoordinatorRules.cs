using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Succession;

namespace GanCluster.Core.Coordination;

/// <summary>
/// What the coordinator does: plans when something changes, never for a phase's sake. The other files of this class: members, planning, late shards,
/// ending.
/// </summary>
public static partial class CoordinatorRules
{
    /// <summary>How long a new coordinator waits for members that don't say where they are.</summary>
    private static readonly TimeSpan GatheringTime = TimeSpan.FromSeconds(1);

    public static Outcome On(CoordinatorState state, NodeEvent @event, TimeSpan now)
    {
        var outcome = new Outcome();
        state.Now = now;
        return @event switch
        {
            SingletonStarted started => Gather(state, started, now, outcome),
            MemberUp up => Welcome(state, up.Node, now, outcome),
            PeerConnected connected => Reconnect(state, connected.Peer, now, outcome),
            PeerDisconnected ended => Suspect(state, ended.Peer, unreachable: false, now, outcome),
            MemberUnreachable unreachable => Suspect(state, unreachable.Node, unreachable: true, now, outcome),
            MemberRemoved removed => Remove(state, removed.Node, now, outcome),
            WorkerReported reported => Hear(state, reported.Report, now, outcome),
            ContributionsLate late => OrderLate(state, late, now, outcome),
            AveragerSilent silent => MoveSlices(state, silent, now, outcome),
            PlanRefused refused => RaiseTerm(state, refused, now, outcome),
            ClusterSighted sighted => Meet(state, sighted.Sighting, outcome),
            StopRequested => Stop(state, now, outcome),
            FaultFound found => Fail(state, found.Sentence, outcome),
            DecisionWanted wanted => Decide(state, wanted.By, wanted.Step, now, outcome),
            DecisionMade made => Publish(state, made.Decision, outcome),
            Ticked => Tick(state, now, outcome),
            _ => outcome,
        };
    }

    private static Outcome Gather(CoordinatorState state, SingletonStarted started, TimeSpan now, Outcome outcome)
    {
        state.GatheringSince = now;
        foreach (var node in started.Members) Welcome(state, node, now, outcome);
        return outcome.Because("a new coordinator asks the workers where they are");
    }

    private static Outcome Tick(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        foreach (var member in state.Members)
        {
            if (member.Report is null || member.IsLost) Ask(member, now, outcome);
        }

        if (state.GatheringSince is { } since && now - since >= GatheringTime) EndGathering(state, now, outcome);
        if (state.Plan is not null && state.GatheringSince is null) Rebalance(state, now, outcome);
        if (state.GatheringSince is null && !state.Ended) EvaluateWhatIsHeld(state, now, outcome);
        if (!state.Rejoining) outcome.Add(new ShowCluster(new ClusterSighting(state.Self.Address, state.Newest)));
        return outcome;
    }

    private static Outcome Meet(CoordinatorState state, ClusterSighting theirs, Outcome outcome)
    {
        // Who has ended the run, or doesn't know yet where its own members are, can't compare.
        if (!state.Switches.Merge || state.Rejoining || state.Ended || state.GatheringSince is not null) return outcome;
        var (verdict, reason) = MergeRule.Decide(new ClusterSighting(state.Self.Address, state.Newest), theirs);
        if (verdict == MergeVerdict.Stay) return outcome.Because(reason);
        state.Rejoining = true;
        foreach (var member in state.Members) outcome.Add(new OrderRejoin(member.Node, theirs.Address));
        return outcome.Because(reason);
    }

    private static Outcome RaiseTerm(CoordinatorState state, PlanRefused refused, TimeSpan now, Outcome outcome)
    {
        if (refused.Highest > state.HighestSeen) state.HighestSeen = refused.Highest;
        if (!state.Switches.RaiseTerms || state.Plan is not { } plan) return outcome;
        if (TermRule.Raise(plan.Order, refused.Highest, state.TermRaised, now) is null) return outcome.Because("not above it, or raised less than a second ago");
        state.TermRaised = now;
        return Replan(state, $"{refused.By} follows {refused.Highest}: the term is raised above it", Urgency.AtOnce, now, outcome);
    }

    private static Outcome Stop(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        if (state.Newest is not { } newest) return outcome.Because("nothing runs");
        var last = DecisionSchedule.LastAfterStop(state.Setting.Decisions.Phases, newest, state.Last);
        if (last >= state.Last) return outcome.Because("it ends by then anyway");
        state.Last = last;
        return Replan(state, $"told to stop: the run ends before phase {last}", Urgency.AtOnce, now, outcome);
    }

    private static void Ask(MemberState member, TimeSpan now, Outcome outcome)
    {
        if (member.Asked > now - GatheringTime) return;
        member.Asked = now;
        outcome.Add(new AskState(member.Node));
    }
}
