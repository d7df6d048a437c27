using GanCluster.Core;
using GanCluster.Core.Training;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Follows what evaluations come to, and tells of each.</summary>
/// <param name="log">Null where another part of this process logs them.</param>
/// <param name="events">Null where somebody else keeps the events.</param>
internal sealed partial class EvaluationNotes(ILogger? log, RunEvents? events)
{
    /// <summary>Null before the first.</summary>
    public EvaluationVerdict? Newest { get; private set; }

    public void Note(EvaluationVerdict? verdict)
    {
        if (verdict is null) return;
        Newest = verdict;
        var (value, compared) = (EvaluationResult.Text(verdict.Value), verdict.IsBest ? "the best so far" : $"step {verdict.BestStep:N0} had {EvaluationResult.Text(verdict.Best)}");
        if (log is not null) LogEvaluated(log, verdict.Step, verdict.Figure, value, compared);
        events?.Evaluated(verdict);
    }

    [LoggerMessage(EventId = EventIds.Evaluated, Level = LogLevel.Information, Message = "Step {Step}: {Figure} {Value}, {Compared}")]
    private static partial void LogEvaluated(ILogger logger, long step, string figure, string value, string compared);
}
