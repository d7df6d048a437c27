using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Runs;

namespace GanCluster.Jobs.Cluster;

/// <summary>
/// Who did how much, from the plans and the workers' accounts, as the coordinator hears of them. A worker is a process: one that leaves and rejoins is the same.
/// Not for several threads.
/// </summary>
internal sealed class ClusterTally(PhaseSchedule schedule, int shards)
{
    // Accounts of a phase come within moments of one another.
    private const int PhasesKept = 4096;

    private readonly Dictionary<(string Address, int Process), WorkerStep> _accounts = [];
    private readonly Dictionary<long, int> _shardsOf = [];
    private readonly HashSet<string> _seen = [];
    private PhaseNumber _reported;
    private int _plans;

    /// <summary>Where this run of the program began; null before the first plan.</summary>
    public PhaseNumber? Start { get; private set; }

    public int WorkersSeen => _seen.Count;

    public int Plans => _plans;

    /// <summary>Greatest (highest phase reported before a plan minus phase from which the plan goes on).</summary>
    public long PhasesLost { get; private set; }

    /// <summary>
    /// Shards computed beyond one of each phase since <see cref="Start"/>, at least: what a worker computed for a phase that it never completed, since it was killed or took
    /// a snapshot, nobody tells.
    /// </summary>
    public long ShardsRecomputed { get; private set; }

    public double LongestGap => _accounts.Values.Select(account => account.LongestGap).DefaultIfEmpty().Max();

    public void Admitted(NodeId worker) => _seen.Add(worker.Address);

    public void PlanMade(Plan plan)
    {
        _plans++;
        Start ??= plan.Base;
        PhasesLost = Math.Max(PhasesLost, _reported.Value - GoesOnFrom(plan).Value);
    }

    // A new coordinator may make its first plan before the newest of its workers has said where it is: that one's last account says it.
    private PhaseNumber GoesOnFrom(Plan plan) =>
        plan.Shares.Select(share => _accounts.Values.Where(account => account.Worker == share.Worker).Select(account => schedule.After(account.Step)).DefaultIfEmpty(plan.Base).Max())
            .Append(plan.Base).Max();

    public void StepCompleted(WorkerStep step)
    {
        _seen.Add(step.Worker.Address);
        _accounts[(step.Worker.Address, step.Process)] = step;
        var next = schedule.After(step.Step);
        if (next > _reported) _reported = next;
        foreach (var account in step.Phases) Count(account);
    }

    public IReadOnlyList<WorkerResult> Workers =>
    [
        .. from account in _accounts.Values
           orderby account.Process
           select new WorkerResult(account.Worker.Address, account.Process, account.Shards, account.Slices, account.LongestGap),
    ];

    private void Count(PhaseAccount account)
    {
        var phase = account.Phase.Value;
        if (Start is not { } start || account.Phase < start) return;
        var before = _shardsOf.GetValueOrDefault(phase);
        var now = _shardsOf[phase] = before + account.Shards;
        ShardsRecomputed += Math.Max(0, now - shards) - Math.Max(0, before - shards);
        _shardsOf.Remove(phase - PhasesKept);
    }
}
