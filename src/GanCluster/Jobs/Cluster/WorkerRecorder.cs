using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Phases;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs.Cluster;

/// <summary>
/// A worker's part of what a run leaves: a report of each step that it has committed as a whole, and, while it is the plan's recorder, the run's pictures and
/// checkpoints. On the worker's own thread; <see cref="Finish"/> after that has ended.
/// </summary>
/// <param name="samples">The run's folder of pictures.</param>
/// <param name="begin">Called once, when the cluster has admitted this worker.</param>
internal sealed class WorkerRecorder(
    GanWorkload workload, string samples, ITrainingObserver observer, StatusBoard board, Action<OpenedGan> begin, ILoggerFactory loggers, TimeProvider time) : IDisposable
{
    private readonly SkippedPhases _skipped = new(loggers.CreateLogger("gancluster.worker"), events: null);
    private readonly HealthChanges _health = new(loggers.CreateLogger("gancluster.worker"), events: null);
    private readonly EvaluationNotes _evaluations = new(loggers.CreateLogger("gancluster.worker"), events: null);
    private readonly List<PhaseOutcome> _outcomes = [];
    private PhaseSchedule _schedule;
    private StepRecords? _records;
    private SessionClock? _clock;
    private long _start, _reported;
    private bool _isRecorder;

    public void Admitted(PhaseNumber next)
    {
        // A node that was cut off is admitted again, with its replica.
        if (_clock is not null) return;
        var (opened, options) = (workload.Opened!, workload.Opened!.Options);
        _schedule = new PhaseSchedule(options.Training.CriticSteps);
        _start = _reported = _schedule.StepsBefore(next);
        _clock = new SessionClock(time);
        begin(opened);
        observer.OnStarted(new TrainingStart(_start, Math.Max(_start, options.Training.Steps)));
    }

    public void Committed(PhaseOutcome outcome, bool isRecorder)
    {
        var opened = workload.Opened!;
        _clock!.Committed();
        _isRecorder = isRecorder;
        if (isRecorder) _records ??= new StepRecords(opened.Options, opened.Trainer, opened.Data, opened.Run, opened.Store, samples, board, loggers, time);
        // A discriminator's phase leaves the generator as it began.
        if (isRecorder && outcome.Phase == PhaseNumber.First) _records!.AtStart();

        if (_outcomes is [.., var last] && last.Phase.Next != outcome.Phase) _outcomes.Clear();
        _outcomes.Add(outcome);
        if (_schedule.IsStepBoundary(outcome.Phase.Next)) CompleteStep(opened, _schedule.StepsBefore(outcome.Phase.Next));
        _health.Note(outcome.Verdict);
        _evaluations.Note(outcome.Evaluation);
        _skipped.Note(outcome, opened.Trainer.Counters.SkippedInARow, opened.Options);
    }

    /// <summary>Writes the last checkpoint and picture where they are this worker's.</summary>
    /// <param name="end">How the node ended.</param>
    /// <returns>Nothing where it was never admitted.</returns>
    public WorkerEnd? Finish(NodeEndKind end)
    {
        if (_clock is null || workload.Opened is not { } opened) return null;
        _clock.Stop();
        var next = opened.Trainer.Counters.Next;
        var step = _schedule.StepsBefore(next);
        var snapshot = opened.Trainer.Snapshot();
        var digest = snapshot.Digest();
        var (checkpoint, picture) = ((string?)null, (string?)null);
        // One that leaves in the middle of a step has nothing that belongs into a checkpoint: the others go on from there.
        var saves = _records is not null && _isRecorder && _schedule.IsStepBoundary(next) && end is NodeEndKind.RunDone or NodeEndKind.Left;
        if (saves) (checkpoint, picture) = _records!.Finish(step, snapshot);
        else snapshot.Dispose();
        return new WorkerEnd(step, next, digest, opened.Trainer.Lineage, step - _start, opened.Options.Training.ImagesPerStep, _clock.Elapsed, _clock.LongestGap, saves, checkpoint, picture, _health.Result,
            step < opened.Options.Training.Steps && opened.Trainer.HasCollapsed ? Collapse.Of(_health.Result, opened.Options) : null,
            EvaluationResult.Of(opened.Trainer.LastEvaluation, opened.Options.Evaluation.Every, step, opened.Options.Training.Steps));
    }

    public void Dispose() => _records?.Dispose();

    private void CompleteStep(OpenedGan opened, long step)
    {
        if (_outcomes.Count == _schedule.PhasesPerStep && step > _reported)
        {
            _reported = step;
            observer.OnStep(new StepReport(step, [.. _outcomes], opened.Options.Training.ImagesPerStep, _clock!.Elapsed));
        }

        _outcomes.Clear();
        if (_isRecorder) _records!.AtStep(step);
    }
}

/// <summary>Where a worker's replica is at its end.</summary>
/// <param name="Steps">Of the run that are complete.</param>
/// <param name="Next">The phase that would come next.</param>
/// <param name="OwnSteps">Steps of this process.</param>
/// <param name="Saves">The last checkpoint was this worker's to write; <paramref name="Checkpoint"/> is null where that failed.</param>
/// <param name="Collapse">Why the watch ended the run; null where it didn't.</param>
internal sealed record WorkerEnd(
    long Steps, PhaseNumber Next, Digest Digest, Lineage Lineage, long OwnSteps, long ImagesPerStep, TimeSpan Elapsed, TimeSpan LongestGap,
    bool Saves, string? Checkpoint, string? Picture, HealthResult? Health, Collapse? Collapse, EvaluationResult? Evaluation);
