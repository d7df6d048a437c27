using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Pictures;
using GanCluster.Runs;
using GanCluster.Training;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Engine;
using GanCluster.Training.Sampling;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>The loop over the steps, and what falls at steps: pictures, checkpoints, the end.</summary>
internal sealed partial class TrainingSession : IDisposable
{
    // Ten phases in a row without a finite average: waiting longer has never mended it.
    private const int MostSkippedInARow = 10;

    private readonly TrainingRequest _request;
    private readonly GanTrainer _trainer;
    private readonly LocalEngine _engine;
    private readonly RunId _run;
    private readonly CheckpointWriter _checkpoints;
    private readonly RunEvents _events;
    private readonly ILogger _log;
    private readonly Gallery _gallery;
    private readonly GeneratorSampler _sampler;
    private readonly AlignedBuffer _samplingGenerator;
    private readonly PhaseSchedule _schedule;
    private readonly string _configuration;
    private readonly CheckpointData _data;
    private readonly int _samples;
    private long _checkpointed = -1, _pictured = -1;

    public TrainingSession(
        TrainingRequest request, GanTrainer trainer, ILanes lanes, ITrainingData data, RunId run, CheckpointWriter checkpoints, RunEvents events, ILogger log)
    {
        (_request, _trainer, _run, _checkpoints, _events, _log) = (request, trainer, run, checkpoints, events, log);
        _engine = new LocalEngine(trainer, lanes);
        _sampler = new GeneratorSampler(trainer.Generator);
        _samplingGenerator = new AlignedBuffer(trainer.Generator.Layout.Length);
        _schedule = new PhaseSchedule(request.Options.Training.CriticSteps);
        _configuration = ResolvedConfiguration.Write(request.Options);
        _data = new CheckpointData(data.Description, data.SampleShape);
        _gallery = new Gallery(request.Folder.Samples, _data, request.Options.Data.Source, log);
        _samples = request.Options.Samples.Count;
    }

    private TrainingOptions Training => _request.Options.Training;

    /// <param name="start">Steps already complete.</param>
    public TrainingEnd Run(long start)
    {
        _request.Observer.OnStarted(new TrainingStart(start, Math.Max(start, Training.Steps)));
        if (start == 0) Picture(0);
        var clock = new SessionClock(_request.Time);
        var step = start;
        while (step < Training.Steps && !_request.Interrupted.IsCancellationRequested)
        {
            RunStep(++step, clock);
            if (IsDue(step, _request.Options.Samples.Every)) Picture(step);
            // The last one is the end's.
            if (step < Training.Steps && IsDue(step, _request.Options.Checkpoints.Every)) Checkpoint(step, _trainer.Snapshot());
        }

        clock.Stop();
        return End(start, step, clock);
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _engine.Dispose();
        _sampler.Dispose();
        _samplingGenerator.Dispose();
    }

    private static bool IsDue(long step, long every) => every > 0 && step % every == 0;

    private void RunStep(long step, SessionClock clock)
    {
        var outcomes = new PhaseOutcome[_schedule.PhasesPerStep];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = _engine.RunPhase();
            clock.Committed();
            if (!outcomes[i].Applied) Skipped(outcomes[i]);
        }

        var images = (long)Training.Shards * Training.ShardBatch * Training.CriticSteps;
        _request.Observer.OnStep(new StepReport(step, outcomes, images, clock.Elapsed));
    }

    private void Skipped(PhaseOutcome outcome)
    {
        var shards = outcome.NonFiniteShards.Count == 0 ? "none: the sum overflowed" : string.Join(", ", outcome.NonFiniteShards);
        LogSkipped(_log, outcome.Phase.Value, shards);
        _events.PhaseSkipped(outcome);
        if (_trainer.Counters.SkippedInARow < MostSkippedInARow) return;
        _events.Ended("notFinite", outcome.Role.Step);
        throw new TrainingStoppedException(
            $"Stopped: the average of {MostSkippedInARow} phases in a row, the last of them phase {outcome.Phase}, wasn't finite (shards with such values: {shards}). " +
            "The last checkpoint stands; start a new run with a lower learning rate, or set clipNorm.");
    }

    private void Picture(long step)
    {
        if (_pictured == step) return;
        _pictured = step;
        _trainer.CopySamplingGenerator(_samplingGenerator);
        _sampler.Load(_samplingGenerator);
        _gallery.AddSamples(_sampler.Draw(Training.Seed, 0, _samples), _samples, step);
    }

    /// <param name="snapshot">The writer's from here on.</param>
    private void Checkpoint(long step, ReplicaSnapshot snapshot)
    {
        _checkpointed = step;
        _checkpoints.Submit(new CheckpointContent(snapshot, _run.Value, step, _configuration, _data));
    }

    private TrainingEnd End(long start, long step, SessionClock clock)
    {
        var interrupted = step < Training.Steps;
        var snapshot = _trainer.Snapshot();
        var digest = snapshot.Digest();
        if (_checkpointed == step) snapshot.Dispose();
        else Checkpoint(step, snapshot);
        Picture(step);
        var written = _checkpoints.Drain();
        _gallery.Finish();
        _events.Ended(interrupted ? "interrupted" : "done", step);

        var seconds = clock.Elapsed.TotalSeconds;
        var steps = step - start;
        var images = steps * Training.Shards * Training.ShardBatch * Training.CriticSteps;
        var result = new RunResult(
            Steps: step,
            Phases: _trainer.Counters.Next.Value,
            Digest: digest.ToString(),
            Lineage: _trainer.Lineage.ToString(),
            Seconds: seconds,
            ImagesPerSecond: seconds > 0 ? images / seconds : 0,
            StepsPerSecond: seconds > 0 ? steps / seconds : 0,
            WorkersSeen: 1,
            Plans: 1,
            ShardsRecomputed: 0,
            PhasesLost: 0,
            LongestStallSeconds: clock.LongestGap.TotalSeconds,
            ShardsByLane: _engine.ShardsByLane);
        return new TrainingEnd(result, interrupted, written?.Folder, _gallery.Newest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Phase {Phase} is skipped: its average isn't finite (shards {Shards})")]
    private static partial void LogSkipped(ILogger logger, long phase, string shards);
}
