using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Notes phases whose average wasn't finite, and stops training when waiting longer can't mend it.</summary>
/// <param name="events">Null where somebody else keeps the events.</param>
internal sealed partial class SkippedPhases(ILogger log, RunEvents? events)
{
    /// <param name="inARow">Skipped since the last phase that was applied, this one included, and since the last rollback.</param>
    /// <exception cref="TrainingStoppedException">Too many in a row.</exception>
    public void Note(PhaseOutcome outcome, int inARow, RunOptions options)
    {
        if (outcome.Applied) return;
        var shards = outcome.NonFiniteShards.Count == 0 ? "none: the sum overflowed" : string.Join(", ", outcome.NonFiniteShards);
        LogSkipped(log, outcome.Phase.Value, shards);
        events?.PhaseSkipped(outcome);
        // A rollback comes at the end of the step, if there is one left.
        var most = CollapseRule.MostSkippedInARow + (options.Watch.Policy == WatchPolicy.Rollback ? options.Training.CriticSteps : 0);
        if (inARow < most) return;
        events?.Ended("notFinite", outcome.Role.Step);
        throw new TrainingStoppedException(
            $"Stopped: the average of {most} phases in a row, the last of them phase {outcome.Phase}, wasn't finite (shards with such values: {shards}). " +
            "The last checkpoint stands; start a new run with a lower learning rate, or set clipNorm.");
    }

    [LoggerMessage(EventId = EventIds.PhaseSkipped, Level = LogLevel.Warning, Message = "Phase {Phase} is skipped: its average isn't finite (shards {Shards})")]
    private static partial void LogSkipped(ILogger logger, long phase, string shards);
}
