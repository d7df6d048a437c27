using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Training;
using GanCluster.Runs;
using GanCluster.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Puts a replica where the newest checkpoint that verifies left it.</summary>
internal static partial class Resumption
{
    /// <param name="events">To be told of checkpoints that don't verify, besides the log; null where somebody else keeps the events.</param>
    /// <exception cref="UnusableInputException">The checkpoint is of another run.</exception>
    public static void Restore(ITrainer trainer, CheckpointSearch search, RunId run, RunEvents? events, ILogger log)
    {
        foreach (var rejected in search.Rejected)
        {
            LogRejected(log, rejected.Folder, rejected.Reason);
            events?.CheckpointRejected(rejected.Folder, rejected.Reason);
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

    [LoggerMessage(EventId = EventIds.CheckpointPassedOver, Level = LogLevel.Warning, Message = "{Checkpoint} doesn't verify and is passed over: {Why}")]
    private static partial void LogRejected(ILogger logger, string checkpoint, string why);

    [LoggerMessage(EventId = EventIds.CheckpointRestored, Level = LogLevel.Information, Message = "Going on from {Checkpoint}, step {Step}")]
    private static partial void LogRestored(ILogger logger, string checkpoint, long step);
}
