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
    private readonly HashSet<(string Address, int Process)> _newest = [];
    private PhaseNumber _reported;
    private Plan? _plan;
    private Repetition? _repetition;
    private long _lost;
    private int _plans;

    /// <summary>Where this run of the program began; null before the first plan.</summary>
    public PhaseNumber? Start { get; private set; }

    public int WorkersSeen => _seen.Count;

    public int Plans => _plans;

    /// <summary>
    /// Greatest (highest phase reported before a plan minus phase from which the plan goes on), of plans whose workers did complete those phases again, and where none
    /// of those who had them went on from there.
    /// </summary>
    public long PhasesLost => Math.Max(_lost, _repetition is { IsDone: true } repetition ? repetition.Length : 0);

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
        _plan = plan;
        Start ??= plan.Base;
        if (plan.Base < _reported && !(_repetition?.From <= plan.Base)) _repetition = new Repetition(plan.Base, _reported, [.. _newest]);
    }

    public void StepCompleted(WorkerStep step)
    {
        _seen.Add(step.Worker.Address);
        Repeat(step);
        _accounts[(step.Worker.Address, step.Process)] = step;
        Report(step);
        foreach (var account in step.Phases) Count(account);
    }

    public IReadOnlyList<WorkerResult> Workers =>
    [
        .. from account in _accounts.Values
           orderby account.Process
           select new WorkerResult(account.Worker.Address, account.Process, account.Shards, account.Slices, account.LongestGap),
    ];

    // A plan may be made without the newest of the workers: a new coordinator hasn't heard of it yet, or it is only thought to be gone. Where one of them goes on from where
    // it was, nothing was lost.
    private void Repeat(WorkerStep step)
    {
        if (_repetition is not { } repetition) return;
        var worker = (step.Worker.Address, step.Process);
        if (repetition.Holders.Contains(worker) && _accounts[worker].Step + 1 != step.Step) repetition.Holders.Remove(worker);
        if (_plan?.ShareOf(step.Worker) is null)
        {
            if (!repetition.IsDone) repetition.Reported = Later(repetition.Reported, schedule.After(step.Step));
        }
        else if (repetition.Holders.Contains(worker))
        {
            _repetition = null;
        }
        else
        {
            if (schedule.After(step.Step - 1) <= repetition.DoneTo) repetition.DoneTo = Later(repetition.DoneTo, schedule.After(step.Step));
            if (!repetition.IsDone || repetition.Holders.Count > 0) return;
            (_lost, _repetition) = (PhasesLost, null);
        }
    }

    private void Report(WorkerStep step)
    {
        var next = schedule.After(step.Step);
        if (next > _reported) _newest.Clear();
        _reported = Later(_reported, next);
        if (next == _reported) _newest.Add((step.Worker.Address, step.Process));
    }

    private static PhaseNumber Later(PhaseNumber one, PhaseNumber other) => one > other ? one : other;

    private void Count(PhaseAccount account)
    {
        var phase = account.Phase.Value;
        if (Start is not { } start || account.Phase < start) return;
        var before = _shardsOf.GetValueOrDefault(phase);
        var now = _shardsOf[phase] = before + account.Shards;
        ShardsRecomputed += Math.Max(0, now - shards) - Math.Max(0, before - shards);
        _shardsOf.Remove(phase - PhasesKept);
    }

    // Phases from From to Reported were reported, by Holders, before a plan that begins there; DoneTo: how far its workers have come since, step by step.
    private sealed class Repetition(PhaseNumber from, PhaseNumber reported, HashSet<(string Address, int Process)> holders)
    {
        public PhaseNumber From { get; } = from;

        public PhaseNumber Reported { get; set; } = reported;

        public PhaseNumber DoneTo { get; set; } = from;

        public HashSet<(string Address, int Process)> Holders => holders;

        public bool IsDone => DoneTo >= Reported;

        public long Length => Reported.Value - From.Value;
    }
}
