using GanCluster.Core;
using GanCluster.Core.Compute;
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
        var lanes = LaneCount.For(options);
        var log = request.Loggers.CreateLogger("gancluster.train");
        using var trainer = new GanTrainer(options, data, lanes);
        var run = OwnIdentity.Of(options, data);

        var store = new CheckpointStore(request.Folder.Checkpoints, options.Checkpoints, request.Time, request.Loggers.CreateLogger<CheckpointStore>());
        var events = new RunEvents(request.Events, request.Board, request.Time);
        if (request.Resume) Resumption.Restore(trainer, store.FindNewest(), run, events, log);
        var start = new PhaseSchedule(options.Training.CriticSteps).StepsBefore(trainer.Counters.Next);
        LogData(log, data.Description, data.Fingerprint.Short);
        LogNetworks(log, trainer.Generator.Layout.Values, trainer.Discriminator.Layout.Values, options.Training.Shards, options.Training.ShardBatch, lanes);
        events.Started(start, options.Training.Steps, lanes, run.ToString());

        using var records = new StepRecords(options, trainer, data, run, store, request.Folder.Samples, request.Board, request.Loggers, request.Time);
        using var pool = new LanePool(lanes, trainer.EnterLane);
        using var session = new TrainingSession(request, trainer, pool, records, events, log);
        return session.Run(start, run);
    }

    [LoggerMessage(EventId = EventIds.DataOpened, Level = LogLevel.Information, Message = "Data: {Data}, fingerprint {Fingerprint}")]
    private static partial void LogData(ILogger logger, string data, string fingerprint);

    [LoggerMessage(EventId = EventIds.NetworksBuilt, Level = LogLevel.Information, Message = "Generator of {Generator:N0} values, discriminator of {Discriminator:N0}; {Shards} shards of {ShardBatch} samples on {Lanes} lanes")]
    private static partial void LogNetworks(ILogger logger, long generator, long discriminator, int shards, int shardBatch, int lanes);
}
