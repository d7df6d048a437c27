using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Jobs.Status;
using GanCluster.Runs;
using GanCluster.Training;
using GanCluster.Training.Engine;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>The loop over the steps of a run in one process.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingRequest _request;
    private readonly GanTrainer _trainer;
    private readonly ILanes _lanes;
    private readonly LocalEngine _engine;
    private readonly StepRecords _records;
    private readonly RunEvents _events;
    private readonly SkippedPhases _skipped;
    private readonly HealthChanges _health;
    private readonly EvaluationNotes _evaluations;
    private readonly LocalDecisions _decisions;
    private readonly PhaseSchedule _schedule;

    public TrainingSession(TrainingRequest request, GanTrainer trainer, ILanes lanes, StepRecords records, RunEvents events, ILogger log)
    {
        (_request, _trainer, _lanes, _records, _events) = (request, trainer, lanes, records, events);
        _engine = new LocalEngine(trainer, lanes);
        _skipped = new SkippedPhases(log, events);
        _health = new HealthChanges(log, events);
        _evaluations = new EvaluationNotes(log, events);
        _decisions = new LocalDecisions(trainer.Decisions);
        _schedule = new PhaseSchedule(request.Options.Training.CriticSteps);
    }

    private TrainingOptions Training => _request.Options.Training;

    /// <param name="start">Steps already complete.</param>
    /// <param name="run">What is trained.</param>
    public TrainingEnd Run(long start, RunId run)
    {
        _request.Observer.OnStarted(new TrainingStart(start, Math.Max(start, Training.Steps)));
        if (start == 0) _records.AtStart();
        var clock = new SessionClock(_request.Time);
        using var status = new SessionStatus(_request.Board, _engine, clock, _request.Options, run.ToString(), _lanes.Count, start, _request.Time);
        var step = start;
        try
        {
            while (step < Training.Steps && !_trainer.EndsRun && !_request.Interrupted.IsCancellationRequested && _decisions.MayPass(_trainer.Counters.Next, _request.Interrupted))
            {
                RunStep(++step, clock);
                _records.AtStep(step);
            }
        }
        catch (TrainingStoppedException stopped)
        {
            status.Ended(RunState.Failed, stopped.Message, "");
            throw;
        }

        clock.Stop();
        var end = End(start, step, clock);
        status.Ended(
            end.Interrupted || end.Collapse is not null ? RunState.Interrupted : RunState.Done,
            end.Result.Evaluation is { EndedRun: true } evaluation ? $"the generator no longer gets better: {evaluation}" : end.Collapse is null ? "the run has come to its end" : $"the watch has ended the run: {end.Collapse.Reason}",
            end.Result.Digest);
        return end;
    }

    public void Dispose()
    {
        _decisions.Dispose();
        _engine.Dispose();
    }

    private void RunStep(long step, SessionClock clock)
    {
        var outcomes = new PhaseOutcome[_schedule.PhasesPerStep];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = _engine.RunPhase();
            clock.Committed();
            _skipped.Note(outcomes[i], _trainer.Counters.SkippedInARow, _request.Options);
        }

        _health.Note(outcomes[^1].Verdict);
        _evaluations.Note(outcomes[^1].Evaluation);
        _request.Observer.OnStep(new StepReport(step, outcomes, Training.ImagesPerStep, clock.Elapsed));
    }

    private TrainingEnd End(long start, long step, SessionClock clock)
    {
        var collapsed = step < Training.Steps && _trainer.HasCollapsed;
        var evaluation = EvaluationResult.Of(_trainer.LastEvaluation, _request.Options.Evaluation.Every, step, Training.Steps);
        var interrupted = step < Training.Steps && !collapsed && evaluation is not { EndedRun: true };
        var snapshot = _trainer.Snapshot();
        var digest = snapshot.Digest();
        var (checkpoint, picture) = _records.Finish(step, snapshot);
        _events.Ended(interrupted ? "interrupted" : collapsed ? "collapsed" : evaluation is { EndedRun: true } ? "notBetter" : "done", step);

        var seconds = clock.Elapsed.TotalSeconds;
        var steps = step - start;
        var result = new RunResult(
            Steps: step,
            Phases: _trainer.Counters.Next.Value,
            Digest: digest.ToString(),
            Lineage: _trainer.Lineage.ToString(),
            Seconds: seconds,
            ImagesPerSecond: seconds > 0 ? steps * Training.ImagesPerStep / seconds : 0,
            StepsPerSecond: seconds > 0 ? steps / seconds : 0,
            WorkersSeen: 1,
            Plans: 1,
            ShardsRecomputed: 0,
            PhasesLost: 0,
            LongestStallSeconds: clock.LongestGap.TotalSeconds,
            ShardsByLane: _engine.ShardsByLane,
            Health: _health.Result,
            Evaluation: evaluation);
        return new TrainingEnd(result, interrupted, checkpoint, picture) { Collapse = collapsed ? Collapse.Of(_health.Result, _request.Options) : null };
    }
}
