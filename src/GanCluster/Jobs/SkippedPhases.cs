using GanCluster.Core.Training;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Notes phases whose average wasn't finite, and stops training when waiting longer can't mend it.</summary>
/// <param name="events">Null where somebody else keeps the events.</param>
internal sealed partial class SkippedPhases(ILogger log, RunEvents? events)
{
    // Ten phases in a row without a finite average: waiting longer has never mended it.
    private const int MostInARow = 10;

    /// <param name="inARow">Skipped since the last phase that was applied, this one included.</param>
    /// <exception cref="TrainingStoppedException">Too many in a row.</exception>
    public void Note(PhaseOutcome outcome, int inARow)
    {
        if (outcome.Applied) return;
        var shards = outcome.NonFiniteShards.Count == 0 ? "none: the sum overflowed" : string.Join(", ", outcome.NonFiniteShards);
        LogSkipped(log, outcome.Phase.Value, shards);
        events?.PhaseSkipped(outcome);
        if (inARow < MostInARow) return;
        events?.Ended("notFinite", outcome.Role.Step);
        throw new TrainingStoppedException(
            $"Stopped: the average of {MostInARow} phases in a row, the last of them phase {outcome.Phase}, wasn't finite (shards with such values: {shards}). " +
            "The last checkpoint stands; start a new run with a lower learning rate, or set clipNorm.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Phase {Phase} is skipped: its average isn't finite (shards {Shards})")]
    private static partial void LogSkipped(ILogger logger, long phase, string shards);
}
