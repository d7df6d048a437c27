using GanCluster.Core.Deadlines;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>What is late is computed a second time, once, by somebody else. Nobody is removed for lateness.</summary>
public static partial class CoordinatorRules
{
    private static readonly TimeSpan SilencePenalty = TimeSpan.FromSeconds(5);

    /// <summary>An order is a contribution that is due: it is late itself after this, and then it is somebody else's.</summary>
    private static readonly TimeSpan OrderDeadline = 4 * ArrivalDeadline.Least;

    private static Outcome OrderLate(CoordinatorState state, ContributionsLate late, TimeSpan now, Outcome outcome)
    {
        if (!state.Switches.RecomputeLate || state.Plan is null || state.Newest is not { } newest) return outcome;
        state.Orders.RemoveAll(order => order.Phase.Value < newest.Value - 1);
        var byWorker = new Dictionary<NodeId, List<ShardIndex>>();
        foreach (var shard in late.Shards)
        {
            var order = state.Orders.Find(known => known.Phase == late.Phase && known.Shard == shard);
            if (order is not null && order.Tried.Count > 0 && now - order.At < OrderDeadline) continue;
            if (order is null) state.Orders.Add(order = new RecomputeOrder(late.Phase, shard));
            if (SomebodyElse(state, late.Phase, shard, order, byWorker) is not { } worker)
            {
                order.Tried.Clear(); // everybody has had it: from the start, if it stays late
                continue;
            }

            order.Tried.Add(worker);
            order.At = now;
            if (!byWorker.TryGetValue(worker, out var shards)) byWorker.Add(worker, shards = []);
            shards.Add(shard);
        }

        foreach (var (worker, shards) in byWorker) outcome.Add(new OrderRecompute(worker, late.Phase, shards));
        return outcome.Because(byWorker.Count == 0 ? "ordered already, or nobody else is left" : $"phase {late.Phase}: late shards are computed by somebody else");
    }

    /// <summary>The fastest of those at that phase who don't own it and haven't been tried, counting what they have just been given.</summary>
    private static NodeId? SomebodyElse(
        CoordinatorState state, PhaseNumber phase, ShardIndex shard, RecomputeOrder order, Dictionary<NodeId, List<ShardIndex>> given)
    {
        NodeId? best = null;
        var bestSeconds = double.MaxValue;
        var owner = state.Plans.For(phase)!.OwnerOf(shard.Value);
        foreach (var member in state.Members)
        {
            if (!CanCompute(state, member) || member.Phase != phase || member.Node == owner || order.Tried.Contains(member.Node)) continue;
            var load = given.TryGetValue(member.Node, out var shards) ? shards.Count + 1 : 1;
            var seconds = load * member.Report!.SecondsPerShard;
            if (seconds >= bestSeconds) continue;
            (best, bestSeconds) = (member.Node, seconds);
        }

        return best;
    }

    private static void ForgetOrders(CoordinatorState state, NodeId lost)
    {
        foreach (var order in state.Orders)
        {
            if (order.Tried.Remove(lost)) order.At = TimeSpan.MinValue / 2;
        }
    }

    private static Outcome MoveSlices(CoordinatorState state, AveragerSilent silent, TimeSpan now, Outcome outcome)
    {
        if (state.Plan is not { } plan || !state.Switches.HandOverLost) return outcome;
        if (state.Find(silent.Averager) is { } member) member.SilentUntil = now + SilencePenalty;
        if (!plan.Averages(silent.Averager) || now - state.Planned < ArrivalDeadline.Least) return outcome.Because("its slices have been moved");
        return Replan(state, $"{silent.Averager} doesn't answer: its slices are handed over", Urgency.AtOnce, now, outcome);
    }
}
