using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Progress;
using GanCluster.Runs;

namespace GanCluster.Jobs.Cluster;

/// <summary>A coordinator's part of what a run leaves: events with their reasons, a report of each step, the sums at the end. Called by its actor, read by the job.</summary>
/// <param name="observer">Told of the start with the first plan, and of each step once.</param>
/// <param name="processOf">The process of a worker that this program has started itself; null for others.</param>
internal sealed class CoordinatorRecorder(
    RunOptions options, ITrainingObserver observer, RunEvents events, HealthChanges health, EvaluationNotes evaluations, WorkerTable table, Func<NodeId, int?> processOf, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly PhaseSchedule _schedule = new(options.Training.CriticSteps);
    private readonly ClusterTally _tally = new(new PhaseSchedule(options.Training.CriticSteps), options.Training.Shards);
    private StepOrder? _order;
    private SessionClock? _clock;
    private ClusterEnd? _end;
    private long _start, _step;

    /// <summary>A plan gives work.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate) return _order is not null;
        }
    }

    /// <summary>Steps complete, as far as is known.</summary>
    public long Step
    {
        get
        {
            lock (_gate) return _step;
        }
    }

    /// <summary>Null until every member has the last phase and the same digest.</summary>
    public ClusterEnd? End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    public void PlanMade(Plan plan)
    {
        lock (_gate)
        {
            _tally.PlanMade(plan);
            if (_order is null && !plan.IsPaused) Begin(plan.Base);
            events.PlanMade(plan);
        }
    }

    public void WorkerAdmitted(NodeId worker)
    {
        lock (_gate) _tally.Admitted(worker);
        events.Worker(ClusterEventKind.WorkerAdmitted, worker, processOf(worker));
    }

    public void WorkerRefused(NodeId worker, string sentence) => events.Worker(ClusterEventKind.WorkerRefused, worker, processOf(worker), sentence);

    public void WorkerLost(NodeId worker)
    {
        // At the end they all leave.
        if (End is not null) return;
        table.Lost(worker);
        events.Worker(ClusterEventKind.WorkerLost, worker, processOf(worker));
    }

    public void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards) => events.RecomputeOrdered(worker, processOf(worker), phase, shards);

    public void StepCompleted(WorkerStep step)
    {
        lock (_gate)
        {
            _tally.StepCompleted(step);
            table.Update(step, time.GetTimestamp());
            // An account of a coordinator that was before this one may come ahead of its plan.
            if (_order is null) return;
            foreach (var due in _order.Add(step)) Report(due);
        }
    }

    public void RunEnded(PhaseNumber last, Lineage lineage, Digest digest)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            if (_order is null) Begin(last);
            foreach (var due in _order!.Rest()) Report(due);
            _clock!.Stop();
            _step = _schedule.StepsBefore(last);
            var collapse = CollapseAtTheEnd();
            _end = new ClusterEnd(last, Result(last, lineage, digest), collapse);
            events.Ended(_step >= options.Training.Steps ? "done" : collapse is not null ? "collapsed" : _end.Result.Evaluation is { EndedRun: true } ? "notBetter" : "interrupted", _step);
        }
    }

    public void Stopped(string how) => events.Ended(how, Step);

    private void Begin(PhaseNumber at)
    {
        _start = _step = _schedule.StepsBefore(at);
        _order = new StepOrder(_start, _schedule.PhasesPerStep);
        _clock = new SessionClock(time);
        observer.OnStarted(new TrainingStart(_start, Math.Max(_start, options.Training.Steps)));
        events.Started(_start, options.Training.Steps);
    }

    private void Report(WorkerStep account)
    {
        _step = Math.Max(_step, account.Step);
        PhaseOutcome[] outcomes = [.. account.Phases.Select(OutcomeOf)];
        foreach (var outcome in outcomes)
        {
            if (!outcome.Applied) events.PhaseSkipped(outcome);
        }

        if (outcomes is [.., var last])
        {
            health.Note(last.Verdict);
            evaluations.Note(last.Evaluation);
        }

        observer.OnStep(new StepReport(account.Step, outcomes, options.Training.ImagesPerStep, _clock!.Elapsed));
    }

    private PhaseOutcome OutcomeOf(PhaseAccount account) => new(
        account.Phase, _schedule.RoleOf(account.Phase), account.Applied, account.NonFiniteShards, account.GradientNorm,
        account.Statistics.ToDictionary(statistic => statistic.Name, statistic => statistic.Value))
    {
        Verdict = account.Verdict,
        Evaluation = account.Evaluation,
    };

    // A run that ends where it began has been resumed from a collapse: who is told to stop goes on for two phases at least.
    private Collapse? CollapseAtTheEnd() =>
        options.Watch.Policy != WatchPolicy.Warn && _step < options.Training.Steps && (health.Result is { State: Health.Collapsed } now ? now.Step == _step : _step == _start)
            ? Collapse.Of(health.Result, options)
            : null;

    private RunResult Result(PhaseNumber last, Lineage lineage, Digest digest)
    {
        var (seconds, steps) = (_clock!.Elapsed.TotalSeconds, _step - _start);
        return new RunResult(
            Steps: _step,
            Phases: last.Value,
            Digest: digest.ToString(),
            Lineage: lineage.ToString(),
            Seconds: seconds,
            ImagesPerSecond: seconds > 0 ? steps * options.Training.ImagesPerStep / seconds : 0,
            StepsPerSecond: seconds > 0 ? steps / seconds : 0,
            WorkersSeen: _tally.WorkersSeen,
            Plans: _tally.Plans,
            ShardsRecomputed: _tally.ShardsRecomputed,
            PhasesLost: _tally.PhasesLost,
            LongestStallSeconds: _tally.LongestGap,
            ShardsByLane: [],
            Workers: _tally.Workers,
            Health: health.Result,
            Evaluation: EvaluationResult.Of(evaluations.Newest, options.Evaluation.Every, _step, options.Training.Steps));
    }
}

/// <summary>What a cluster's run came to.</summary>
/// <param name="Collapse">Why the watch ended it before its last step; null where it didn't.</param>
internal sealed record ClusterEnd(PhaseNumber Last, RunResult Result, Collapse? Collapse);
