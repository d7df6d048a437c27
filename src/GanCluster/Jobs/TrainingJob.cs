using GanCluster.Core;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Runs;
using GanCluster.Training;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Data;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Trains in one process: opens what a run needs, restores where it goes on, hands over to the session.</summary>
internal static partial class TrainingJob
{
    public static TrainingEnd Run(TrainingRequest request)
    {
        var options = request.Options;
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        var lanes = LanesFor(options);
        var log = request.Loggers.CreateLogger("gancluster.train");
        using var trainer = new GanTrainer(options, data, lanes);
        var run = RunIdentity.Of(options, data.Fingerprint);

        var store = new CheckpointStore(request.Folder.Checkpoints, options.Checkpoints, request.Time, request.Loggers.CreateLogger<CheckpointStore>());
        var events = new RunEvents(request.Events, request.Time);
        if (request.Resume) Restore(trainer, store.FindNewest(), run, events, log);
        var start = new PhaseSchedule(options.Training.CriticSteps).StepsBefore(trainer.Counters.Next);
        LogData(log, data.Description, data.Fingerprint.Short);
        LogNetworks(log, trainer.Generator.Layout.Values, trainer.Discriminator.Layout.Values, options.Training.Shards, options.Training.ShardBatch, lanes);
        events.Started(start, options.Training.Steps, lanes, run.ToString());

        using var writer = new CheckpointWriter(store, request.Time, request.Loggers.CreateLogger<CheckpointWriter>());
        using var pool = new LanePool(lanes, trainer.EnterLane);
        using var session = new TrainingSession(request, trainer, pool, data, run, writer, events, log);
        return session.Run(start);
    }

    // One a core, as the process may use them: .NET counts the cores that a container is allowed. More lanes than shards would have nothing to do.
    private static int LanesFor(RunOptions options) =>
        Math.Min(options.Training.Shards, options.Compute.Lanes > 0 ? options.Compute.Lanes : options.Compute.Device == ComputeDevice.Cuda ? 1 : Environment.ProcessorCount);

    private static void Restore(GanTrainer trainer, CheckpointSearch search, RunId run, RunEvents events, ILogger log)
    {
        foreach (var rejected in search.Rejected)
        {
            LogRejected(log, rejected.Folder, rejected.Reason);
            events.CheckpointRejected(rejected.Folder, rejected.Reason);
        }

        if (search.Newest is not { } checkpoint) return;
        if (checkpoint.Manifest.Run != run.Value)
        {
            throw new UnusableInputException(
                $"{checkpoint.Folder} was written by another run, with other data or another configuration: give the same --data and options to go on with it, or start a new run with another --output.");
        }

        using var snapshot = checkpoint.Load();
        trainer.Restore(snapshot);
        LogRestored(log, checkpoint.Folder, checkpoint.Step);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Data: {Data}, fingerprint {Fingerprint}")]
    private static partial void LogData(ILogger logger, string data, string fingerprint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Generator of {Generator:N0} values, discriminator of {Discriminator:N0}; {Shards} shards of {ShardBatch} samples on {Lanes} lanes")]
    private static partial void LogNetworks(ILogger logger, long generator, long discriminator, int shards, int shardBatch, int lanes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Checkpoint} doesn't verify and is passed over: {Why}")]
    private static partial void LogRejected(ILogger logger, string checkpoint, string why);

    [LoggerMessage(EventId = EventIds.CheckpointRestored, Level = LogLevel.Information, Message = "Going on from {Checkpoint}, step {Step}")]
    private static partial void LogRestored(ILogger logger, string checkpoint, long step);
}
