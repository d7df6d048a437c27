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
    private readonly PhaseSchedule _schedule;

    public TrainingSession(TrainingRequest request, GanTrainer trainer, ILanes lanes, StepRecords records, RunEvents events, ILogger log)
    {
        (_request, _trainer, _lanes, _records, _events) = (request, trainer, lanes, records, events);
        _engine = new LocalEngine(trainer, lanes);
        _skipped = new SkippedPhases(log, events);
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
            while (step < Training.Steps && !_request.Interrupted.IsCancellationRequested)
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
        status.Ended(end.Interrupted ? RunState.Interrupted : RunState.Done, "the run has come to its end", end.Result.Digest);
        return end;
    }

    public void Dispose() => _engine.Dispose();

    private void RunStep(long step, SessionClock clock)
    {
        var outcomes = new PhaseOutcome[_schedule.PhasesPerStep];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = _engine.RunPhase();
            clock.Committed();
            _skipped.Note(outcomes[i], _trainer.Counters.SkippedInARow);
        }

        _request.Observer.OnStep(new StepReport(step, outcomes, Training.ImagesPerStep, clock.Elapsed));
    }

    private TrainingEnd End(long start, long step, SessionClock clock)
    {
        var interrupted = step < Training.Steps;
        var snapshot = _trainer.Snapshot();
        var digest = snapshot.Digest();
        var (checkpoint, picture) = _records.Finish(step, snapshot);
        _events.Ended(interrupted ? "interrupted" : "done", step);

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
            ShardsByLane: _engine.ShardsByLane);
        return new TrainingEnd(result, interrupted, checkpoint, picture);
    }
}
