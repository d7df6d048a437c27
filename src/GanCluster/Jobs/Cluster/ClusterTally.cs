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
    private readonly Dictionary<(string Address, int Process), WorkerStep> _accounts = [];
    private readonly HashSet<string> _seen = [];
    private long _before;
    private PhaseNumber _reported;
    private int _plans;

    /// <summary>Where this run of the program began; null before the first plan.</summary>
    public PhaseNumber? Start { get; private set; }

    public int WorkersSeen => _seen.Count;

    public int Plans => _plans;

    /// <summary>Greatest (highest phase reported before a plan minus phase from which the plan goes on).</summary>
    public long PhasesLost { get; private set; }

    public double LongestGap => _accounts.Values.Select(account => account.LongestGap).DefaultIfEmpty().Max();

    public void Admitted(NodeId worker) => _seen.Add(worker.Address);

    public void PlanMade(Plan plan)
    {
        _plans++;
        Start ??= plan.Base;
        PhasesLost = Math.Max(PhasesLost, _reported.Value - plan.Base.Value);
    }

    public void StepCompleted(WorkerStep step)
    {
        _seen.Add(step.Worker.Address);
        var (key, next) = ((step.Worker.Address, step.Process), schedule.After(step.Step));
        // More than there was to do since this coordinator began: the worker counts what it did under another one too.
        if (!_accounts.ContainsKey(key) && Start is { } start && step.Shards > (next.Value - start.Value) * shards) _before += step.Shards;
        _accounts[key] = step;
        if (next > _reported) _reported = next;
    }

    /// <summary>Shards computed beyond one of each phase, at least: a killed worker's last, unreported ones aren't counted.</summary>
    public long ShardsRecomputed(PhaseNumber last) =>
        Math.Max(0, _accounts.Values.Sum(account => account.Shards) - _before - (last.Value - (Start ?? last).Value) * shards);

    public IReadOnlyList<WorkerResult> Workers =>
    [
        .. from account in _accounts.Values
           orderby account.Process
           select new WorkerResult(account.Worker.Address, account.Process, account.Shards, account.Slices, account.LongestGap),
    ];
}
