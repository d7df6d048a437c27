using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Pictures;
using GanCluster.Training;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Sampling;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>What a run leaves at steps: pictures and checkpoints. To be called between two steps, by whoever holds the replica still.</summary>
internal sealed class StepRecords : IDisposable
{
    private readonly RunOptions _options;
    private readonly GanTrainer _trainer;
    private readonly RunId _run;
    private readonly string _configuration;
    private readonly CheckpointData _data;
    private readonly CheckpointWriter _checkpoints;
    private readonly Gallery _gallery;
    private readonly GeneratorSampler _sampler;
    private readonly AlignedBuffer _samplingGenerator;
    private long _checkpointed = -1, _pictured = -1;

    /// <param name="samples">Folder of the pictures.</param>
    /// <param name="board">Told of each picture and checkpoint.</param>
    public StepRecords(
        RunOptions options, GanTrainer trainer, ITrainingData data, RunId run, CheckpointStore store, string samples, StatusBoard board, ILoggerFactory loggers, TimeProvider time)
    {
        (_options, _trainer, _run) = (options, trainer, run);
        _configuration = ResolvedConfiguration.Write(options);
        _data = new CheckpointData(data.Description, data.SampleShape, trainer.Generator.Classes > 0 ? data.Classes : null);
        _checkpoints = new CheckpointWriter(store, time, loggers.CreateLogger<CheckpointWriter>(), outcome => Tell(board, outcome, time));
        _gallery = new Gallery(samples, _data, options.Data.Source, options.Data.IsPoints ? null : PointCloud.Of(data), loggers.CreateLogger("gancluster.train"),
            step => board.Raise(ClusterEventKind.SampleDrawn, $"samples of step {step:N0} are drawn", step: step));
        _sampler = new GeneratorSampler(trainer.Generator);
        _samplingGenerator = new AlignedBuffer(trainer.Generator.Layout.Length);
    }

    /// <summary>The picture of the networks as they begin.</summary>
    public void AtStart() => Picture(0);

    /// <summary>What is due after this many steps. The last step's are those of <see cref="Finish"/>.</summary>
    public void AtStep(long step)
    {
        if (IsDue(step, _options.Samples.Every)) Picture(step);
        if (step < _options.Training.Steps && (IsDue(step, _options.Checkpoints.Every) || IsDue(step, _options.Evaluation.Every))) Checkpoint(step, _trainer.Snapshot());
    }

    /// <summary>Writes the last checkpoint and the last picture, and waits for them.</summary>
    /// <param name="snapshot">Of the replica after <paramref name="step"/> steps; taken over.</param>
    public (string? Checkpoint, string? Picture) Finish(long step, ReplicaSnapshot snapshot)
    {
        if (_checkpointed == step) snapshot.Dispose();
        else Checkpoint(step, snapshot);
        Picture(step);
        var written = _checkpoints.Drain();
        _gallery.Finish();
        return (written?.Folder, _gallery.Newest);
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _checkpoints.Dispose();
        _sampler.Dispose();
        _samplingGenerator.Dispose();
    }

    private static void Tell(StatusBoard board, CheckpointOutcome outcome, TimeProvider time)
    {
        if (outcome.Failure is { } failure)
        {
            board.Raise(ClusterEventKind.CheckpointFailed, $"the checkpoint of step {outcome.Step:N0} isn't written: {failure}", step: outcome.Step);
            return;
        }

        board.Checkpointed(new CheckpointStatus(outcome.Step, time.GetUtcNow().ToUnixTimeMilliseconds(), outcome.Took));
        board.Raise(ClusterEventKind.CheckpointWritten, $"checkpoint of step {outcome.Step:N0} written in {outcome.Took.TotalSeconds:0.00} s", step: outcome.Step);
    }

    private static bool IsDue(long step, long every) => every > 0 && step % every == 0;

    private void Picture(long step)
    {
        if (_pictured == step) return;
        _pictured = step;
        var count = _options.Samples.Count;
        _trainer.CopySamplingGenerator(_samplingGenerator);
        _sampler.Load(_samplingGenerator);
        _gallery.AddSamples(_sampler.Draw(_options.Training.Seed, 0, count), count, step);
    }

    /// <param name="snapshot">The writer's from here on.</param>
    private void Checkpoint(long step, ReplicaSnapshot snapshot)
    {
        _checkpointed = step;
        _checkpoints.Submit(new CheckpointContent(snapshot, _run.Value, step, _configuration, _data) { Kept = _trainer.WantedSteps });
    }
}
