using GanCluster.Core.Deadlines;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Acceptance;

/// <summary>Accepts contributions from anyone, averages in the fixed tree, broadcasts, answers who asks again, and reports what is late.</summary>
public static partial class AveragerRules
{
    /// <summary>The phase that is being finished and the next: also the bound of an averager's memory.</summary>
    public const int PhasesHeld = 2;

    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(1);

    public static Outcome On(AveragerState state, NodeEvent @event, TimeSpan now)
    {
        var outcome = new Outcome();
        return @event switch
        {
            ContributionArrived arrived => Accept(state, arrived, now, outcome),
            PeerStated stated => Answer(state, stated, now, outcome),
            PlanArrived arrived => outcome.Because(state.Plans.Offer(arrived.Plan).ToString()),
            Rejoined rejoined => Rename(state, rejoined, outcome),
            Ticked => ReportLate(state, now, outcome),
            _ => outcome,
        };
    }

    private static Outcome Accept(AveragerState state, ContributionArrived arrived, TimeSpan now, Outcome outcome)
    {
        if ((uint)arrived.Slice.Value >= (uint)state.Slices) return outcome.Because("no such slice");
        var phase = Open(state, arrived.Phase, arrived.Lineage, arrived.From, now, outcome);
        if (phase is null) return outcome.Because("older than the phases held: whoever sent it is behind, and will ask");
        if (phase.Lineage != arrived.Lineage)
        {
            outcome.Add(new Fault($"phase {arrived.Phase}: {arrived.From} and {phase.LineageFrom} contribute from different histories", arrived.From, phase.LineageFrom));
            return outcome.Because("another lineage");
        }

        var coverage = phase.Slices[arrived.Slice.Value] ??= new NodeCoverage(state.Tree) { Switches = state.Switches };
        var complete = coverage.IsComplete;
        var verdict = coverage.Offer(arrived.Node, arrived.Checksum, arrived.From, state.Steps, out var other);
        foreach (var step in state.Steps) outcome.Add(new SumSlice(arrived.Phase, arrived.Slice, step));
        Learn(state, phase, arrived, now);
        if (verdict == AcceptVerdict.Differs)
        {
            outcome.Add(new Fault($"phase {arrived.Phase}, node {arrived.Node}: {arrived.From} and {other} sent different bytes", arrived.From, other));
            return outcome.Because("a duplicate with other bytes");
        }

        if (verdict != AcceptVerdict.Held) return outcome.Because(verdict == AcceptVerdict.Covered ? "it or an ancestor is held" : "no node of the tree");
        if (complete || !coverage.IsComplete) return outcome.Because("held");
        if (state.Plans.For(arrived.Phase) is not { } plan) return outcome.Because("every shard is there; no plan says who wants it, so they will ask");
        for (var i = 0; i < plan.Shares.Count; i++) outcome.Add(new SendAverage(plan.Shares[i].Worker, arrived.Phase, arrived.Slice));
        return outcome.Because("every shard is there");
    }

    /// <summary>
    /// A contribution to a phase proves that the average before the last one is applied somewhere: older ones are asked for there. Unless who was
    /// there is gone: then nobody touches the newer phases any more, and an older one displaces them.
    /// </summary>
    private static PhaseAveraging? Open(
        AveragerState state, PhaseNumber number, Lineage lineage, NodeId from, TimeSpan now, Outcome outcome)
    {
        var phases = state.Phases;
        var at = phases.Count;
        while (at > 0 && phases[at - 1].Phase >= number) at--;
        if (at < phases.Count && phases[at].Phase == number)
        {
            phases[at].Touched = now;
            return phases[at];
        }

        while (phases.Count > 0 && number.Value <= phases[^1].Phase.Value - PhasesHeld)
        {
            if (now - phases[^1].Touched < Abandoned) return null;
            outcome.Add(new ForgetPhase(phases[^1].Phase));
            phases.RemoveAt(phases.Count - 1);
        }

        at = Math.Min(at, phases.Count);
        var phase = new PhaseAveraging(number, lineage, from, now, state.Slices);
        phases.Insert(at, phase);
        while (phases[0].Phase.Value <= phases[^1].Phase.Value - PhasesHeld)
        {
            outcome.Add(new ForgetPhase(phases[0].Phase));
            phases.RemoveAt(0);
        }

        return phase;
    }

    /// <summary>Who waits opens the phase too, so that a deadline runs where not one contribution has come.</summary>
    private static Outcome Answer(AveragerState state, PeerStated stated, TimeSpan now, Outcome outcome)
    {
        var plan = state.Plans.For(stated.Phase);
        var phase = plan is not null && plan.Averages(state.Self) && !stated.Missing.IsEmpty
            ? Open(state, stated.Phase, stated.Lineage, stated.Peer, now, outcome)
            : state.Phases.Find(held => held.Phase == stated.Phase);
        for (var slice = 0; slice < state.Slices; slice++)
        {
            if (!stated.Missing.Contains(new SliceIndex(slice))) continue;
            var coverage = phase?.Slices[slice];
            if (coverage is { IsComplete: true }) outcome.Add(new SendAverage(stated.Peer, stated.Phase, new SliceIndex(slice)));
            else if (plan is not null && plan.Averagers[slice] == state.Self)
            {
                var share = plan.ShareOf(stated.Peer)?.Shards ?? default;
                var lacks = coverage is null || !coverage.Covers(share.First, share.End);
                outcome.Add(new AnswerAwaited(stated.Peer, stated.Phase, new SliceIndex(slice), lacks));
            }
        }

        return outcome.Because("asked again");
    }

    private static Outcome Rename(AveragerState state, Rejoined rejoined, Outcome outcome)
    {
        state.Self = rejoined.Self;
        return outcome.Because("another incarnation");
    }
}
