using GanCluster.Core.Averaging;
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
    /// <summary>A split that is this much slower than the best stays.</summary>
    private const double GoodEnough = 1.2;

    private static readonly TimeSpan RebalanceInterval = TimeSpan.FromSeconds(2);

    /// <summary>In reach, staying, and within one phase of the newest.</summary>
    private static bool CanCompute(CoordinatorState state, MemberState member) =>
        member is { IsLost: false, Report: { Leaving: false, Phase: { } phase } } && phase.Value >= state.Newest!.Value.Value - 1;

    private static Outcome Replan(CoordinatorState state, string reason, Urgency urgency, TimeSpan now, Outcome outcome)
    {
        if (state.GatheringSince is not null || state.Ended) return outcome.Because("gathering, or at the end");
        var workers = WorkersInOrder(state);
        if (workers.Count == 0 && !AllAreLeaving(state)) AddLeaving(state, workers);
        if (state.Newest is not { } newest || (workers.Count == 0 && !AllAreLeaving(state)))
        {
            return outcome.Because($"{reason}; nobody is left who could compute");
        }

        // Where another coordinator's plan was followed, nothing says that those who compute now know of one another.
        if (state.Plan is null || state.HighestSeen > state.Plan.Order) urgency = Urgency.AtOnce;
        var oldest = newest;
        var baseLineage = default(Lineage);
        foreach (var member in state.Members)
        {
            if (!member.IsLost && member.Phase == newest) baseLineage = member.Report!.Lineage;
            if (CanCompute(state, member) && member.Phase < oldest) oldest = member.Phase!.Value;
        }

        var paused = workers.Count < Math.Max(1, state.Setting.MinWorkers);
        if (paused) reason = $"{reason}; paused: {workers.Count} of at least {state.Setting.MinWorkers} workers";
        var from = urgency == Urgency.AtOnce ? oldest : new PhaseNumber(newest.Value + 2);
        state.Plan = new Plan(
            NextOrder(state), state.Self, newest, baseLineage, from, state.Last, paused ? [] : Shares(state, workers), Averagers(state, workers, now), reason);
        state.Planned = now;
        state.Plans.Offer(state.Plan);
        state.Plans.Trim(oldest);
        foreach (var member in state.Members) SendPlans(state, member.Node, outcome);
        return outcome.Because(reason);
    }

    /// <summary>Then the run ends here, with what they have: a paused plan lets them go.</summary>
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

    private static PlanShare[] Shares(CoordinatorState state, List<MemberState> workers)
    {
        var speeds = Speeds(workers);
        var before = new ShardRange[workers.Count];
        var same = state.Plan is { } plan && plan.Shares.Count == workers.Count;
        for (var i = 0; i < workers.Count; i++)
        {
            var share = state.Plan?.ShareOf(workers[i].Node);
            same &= share is not null;
            before[i] = share?.Shards ?? default;
        }

        var ranges = ShardSplit.Split(state.Setting.Tree, speeds, before);
        if (same && ShardSplit.SecondsOf(before, speeds) <= GoodEnough * ShardSplit.SecondsOf(ranges, speeds)) ranges = before;
        var shares = new PlanShare[workers.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = new PlanShare(workers[i].Node, ranges[i]);
        return shares;
    }

    /// <summary>Who hasn't been measured counts as the mean of those who have.</summary>
    private static double[] Speeds(List<MemberState> workers)
    {
        double sum = 0;
        var measured = 0;
        foreach (var worker in workers)
        {
            sum += worker.Report!.SecondsPerShard;
            if (worker.Report.SecondsPerShard > 0) measured++;
        }

        var speeds = new double[workers.Count];
        for (var i = 0; i < speeds.Length; i++)
        {
            var seconds = workers[i].Report!.SecondsPerShard;
            speeds[i] = seconds > 0 ? seconds : measured > 0 ? sum / measured : 1;
        }

        return speeds;
    }

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
        var speeds = Speeds(workers);
        var best = ShardSplit.SecondsOf(ShardSplit.Split(state.Setting.Tree, speeds), speeds);
        var is_ = ShardSplit.SecondsOf(before, speeds);
        if (is_ <= GoodEnough * best) return;
        Replan(state, $"shares in proportion to speed: a phase takes {best:0.000} s instead of {is_:0.000} s", Urgency.Later, now, outcome);
    }
}
