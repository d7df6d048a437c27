using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Coordination;

/// <summary>Who computes how much, and who averages.</summary>
public static partial class CoordinatorRules
{
    /// <summary>A split that is this much slower than the best stays.</summary>
    private const double GoodEnough = 1.2;

    private static readonly TimeSpan RebalanceInterval = TimeSpan.FromSeconds(2);

    /// <summary>Who computes nothing isn't measured: what it was slow at may be over by then.</summary>
    private static readonly TimeSpan MeasureAgain = TimeSpan.FromSeconds(10);

    private static PlanShare[] Shares(CoordinatorState state, List<MemberState> workers, Urgency urgency)
    {
        var speeds = Speeds(state, workers);
        var before = new ShardRange[workers.Count];
        var same = state.Plan is { } plan && plan.Shares.Count == workers.Count;
        var computing = false;
        for (var i = 0; i < workers.Count; i++)
        {
            var share = state.Plan?.ShareOf(workers[i].Node);
            same &= share is not null;
            computing |= share is { Shards.IsEmpty: false };
            before[i] = share?.Shards ?? default;
        }

        var ranges = urgency == Urgency.AtOnce && computing
            ? ShardHandOver.Split(state.Setting.Tree.Shards, speeds, before)
            : ShardSplit.Split(state.Setting.Tree, speeds, before);
        if (same && ShardSplit.SecondsOf(before, speeds) <= GoodEnough * ShardSplit.SecondsOf(ranges, speeds)) ranges = before;
        var shares = new PlanShare[workers.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = new PlanShare(workers[i].Node, ranges[i]);
        return shares;
    }

    /// <summary>
    /// Who hasn't been measured, or not for a long time, counts as the fastest of those who have: so it gets shards to be measured by. Anything between would follow those who
    /// came a moment before and are still slow with their first shards, and could leave it nothing.
    /// </summary>
    private static double[] Speeds(CoordinatorState state, List<MemberState> workers)
    {
        var speeds = new double[workers.Count];
        var fastest = double.PositiveInfinity;
        for (var i = 0; i < speeds.Length; i++)
        {
            speeds[i] = SecondsOf(state, workers[i]);
            if (speeds[i] > 0) fastest = Math.Min(fastest, speeds[i]);
        }

        for (var i = 0; i < speeds.Length; i++)
        {
            if (!(speeds[i] > 0)) speeds[i] = double.IsFinite(fastest) ? fastest : 1;
        }

        return speeds;
    }

    private static double SecondsOf(CoordinatorState state, MemberState worker) =>
        state.Setting.Shares == ShareRule.Equal ? 1
        : state.Now - state.Planned > MeasureAgain && state.Plan?.ShareOf(worker.Node) is { Shards.IsEmpty: true } ? 0 : worker.Report!.SecondsPerShard;

    private static NodeId[] Averagers(CoordinatorState state, List<MemberState> workers, TimeSpan now)
    {
        var candidates = new List<NodeId>(workers.Count);
        foreach (var worker in workers)
        {
            if (worker.SilentUntil <= now) candidates.Add(worker.Node);
        }

        if (candidates.Count == 0)
        {
            foreach (var worker in workers) candidates.Add(worker.Node);
            if (candidates.Count == 0) candidates.Add(state.Self);
        }

        return SliceSplit.Split(state.Setting.Layout, state.Setting.Slices, state.Self, candidates, state.Plan?.Averagers);
    }

    /// <summary>Speeds drift: every few seconds the ranges are compared with the best.</summary>
    private static void Rebalance(CoordinatorState state, TimeSpan now, Outcome outcome)
    {
        if (now - state.Planned < RebalanceInterval || state.Plan!.IsPaused) return;
        var workers = WorkersInOrder(state);
        if (workers.Count != state.Plan.Shares.Count) return;
        var before = new ShardRange[workers.Count];
        for (var i = 0; i < before.Length; i++) before[i] = state.Plan.ShareOf(workers[i].Node)?.Shards ?? default;
        var speeds = Speeds(state, workers);
        var best = ShardSplit.SecondsOf(ShardSplit.Split(state.Setting.Tree, speeds), speeds);
        var seconds = ShardSplit.SecondsOf(before, speeds);
        if (seconds <= GoodEnough * best) return;
        Replan(state, $"shares in proportion to speed: a phase takes {best:0.000} s instead of {seconds:0.000} s", Urgency.Later, now, outcome);
    }
}
