using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>Plans, shards and contributions.</summary>
public static partial class WorkerRules
{
    private const int FirstShards = 32;

    private static Outcome FollowPlan(WorkerState state, Plan plan, TimeSpan now, Outcome outcome)
    {
        if (state.HasReplica && IsOtherHistory(state, plan.Base, plan.BaseLineage))
        {
            outcome.Add(new Fault($"phase {plan.Base}: {state.Self} and the plan of {plan.Coordinator} have different histories", state.Self, plan.Coordinator));
            return outcome.Because("the plan's base is on another lineage");
        }

        var verdict = state.Plans.Offer(plan);
        if (verdict is PlanVerdict.Older or PlanVerdict.TermJumps)
        {
            // Who sent a term out of all measure learns the highest too; it can't come from a coordinator that follows the rule.
            if (state.Plans.Highest is { } highest) outcome.Add(new RefusePlan(plan.Coordinator, highest.Order));
            return outcome.Because(verdict == PlanVerdict.Older ? "a higher plan is followed" : "the plan's term jumps");
        }

        if (verdict == PlanVerdict.Known) return outcome.Because("it is followed already");
        Report(state, now, outcome);
        if (state.HasReplica && ReferenceEquals(state.Plans.For(state.Phase), plan) && state.Switches.Retain)
        {
            SendOwn(state, plan, null, SliceSet.All(state.Setting.Slices), outcome);
            StateToAll(state, plan, outcome);
        }

        return Proceed(state, now, outcome.Because(plan.Reason));
    }

    private static bool IsOtherHistory(WorkerState state, PhaseNumber phase, Lineage lineage) =>
        (phase == state.Phase && lineage != state.Lineage)
        || (phase.Next == state.Phase && state.LineageBefore is { } before && lineage != before);

    private static void StartShards(WorkerState state, Plan plan, TimeSpan now, Outcome outcome)
    {
        Assign(state, plan);
        for (var shard = 0; shard < state.Setting.Tree.Shards && state.BusyLanes < state.Setting.Lanes; shard++)
        {
            if (!state.Assigned.Contains(shard) || state.Own.Covers(shard) || !state.Started.Add(shard)) continue;
            if (state.BusyLanes++ == 0) state.ComputingSince = now;
            outcome.Add(new StartShard(state.Phase, new ShardIndex(shard)));
        }
    }

    private static void Assign(WorkerState state, Plan plan)
    {
        state.Assigned.Clear();
        var share = plan.ShareOf(state.Self)?.Shards ?? default;
        for (var shard = 0; shard < state.Setting.Tree.Shards; shard++)
        {
            if (share.Contains(shard) || state.Ordered.Contains(shard)) state.Assigned.Add(shard);
        }
    }

    private static Outcome TakeShard(WorkerState state, ShardComputed computed, TimeSpan now, Outcome outcome)
    {
        state.BusyLanes--;
        state.ComputingSince = now;
        Measure(state, computed.Took.TotalSeconds);
        if (computed.Phase != state.Phase) return Proceed(state, now, outcome.Because("of a phase that is over"));
        state.Own.Offer(TreeNode.Leaf(computed.Shard.Value), computed.Checksum, state.Self, state.Steps, out _);
        foreach (var step in state.Steps) outcome.Add(new SumOwn(step));
        if (state.Plans.For(state.Phase) is { } plan)
        {
            Assign(state, plan);
            foreach (var node in state.Own.Held)
            {
                if (!Covers(state, node, computed.Shard.Value) || CanGrow(state, node)) continue;
                SendNode(state, plan, node, null, state.Missing, outcome);
            }
        }

        return Proceed(state, now, outcome.Because("computed"));
    }

    /// <summary>
    /// A mean over the last half second of computing, or four shards where those take longer: a shorter one would have shares follow every hiccup of the machine. The first
    /// ones, which take a hundred times as long, are forgotten sooner.
    /// </summary>
    private static void Measure(WorkerState state, double seconds)
    {
        var weight = state.ShardsMeasured++ < FirstShards ? 0.25 : Math.Clamp(2 * seconds, 1 / 128.0, 0.25);
        state.SecondsPerShard = state.SecondsPerShard == 0 ? seconds : state.SecondsPerShard + weight * (seconds - state.SecondsPerShard);
    }

    private static Outcome Recompute(WorkerState state, RecomputeOrdered ordered, TimeSpan now, Outcome outcome)
    {
        if (!state.HasReplica || ordered.Phase != state.Phase) return outcome.Because("not this replica's phase: if it is still late it is reported again");
        var computed = false;
        foreach (var shard in ordered.Shards)
        {
            state.Ordered.Add(shard.Value);
            computed |= state.Own.Covers(shard.Value);
        }

        // It was computed and sent before: to an averager that has lost it.
        if (computed && state.Switches.Retain && state.Plans.For(state.Phase) is { } plan) SendOwn(state, plan, null, state.Missing, outcome);
        return Proceed(state, now, outcome.Because("somebody else's shards are late"));
    }

    private static bool Covers(WorkerState state, TreeNode node, int shard) => shard >= node.First && shard < state.Setting.Tree.End(node);

    /// <summary>True while the shards that would complete its parent are this worker's to compute: then the parent is sent instead.</summary>
    private static bool CanGrow(WorkerState state, TreeNode node)
    {
        if (node == state.Setting.Tree.Root) return false;
        for (var shard = (int)node.Sibling.First; shard < state.Setting.Tree.End(node.Sibling); shard++)
        {
            if (!state.Assigned.Contains(shard) && !state.Own.Covers(shard)) return false;
        }

        return true;
    }

    /// <summary>Everything this worker has of the current phase, again: to the plan's averagers, or to one of them.</summary>
    private static void SendOwn(WorkerState state, Plan plan, NodeId? only, SliceSet slices, Outcome outcome)
    {
        Assign(state, plan);
        foreach (var node in state.Own.Held)
        {
            if (!CanGrow(state, node)) SendNode(state, plan, node, only, slices, outcome);
        }
    }

    private static void SendNode(WorkerState state, Plan plan, TreeNode node, NodeId? only, SliceSet slices, Outcome outcome)
    {
        for (var slice = 0; slice < state.Setting.Slices; slice++)
        {
            var index = new SliceIndex(slice);
            if (!slices.Contains(index) || (only is { } one && plan.Averagers[slice] != one)) continue;
            outcome.Add(new SendContribution(plan.Averagers[slice], state.Phase, index, node));
        }
    }
}
