using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Watch;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>Follows the watch's verdicts, and tells of each change once.</summary>
/// <param name="log">Null where another part of this process logs them.</param>
/// <param name="events">Null where somebody else keeps the events.</param>
internal sealed partial class HealthChanges(ILogger? log, RunEvents? events)
{
    private HealthVerdict? _newest, _change;

    /// <summary>The newest verdict, and since when it is that; null before the first.</summary>
    public HealthResult? Result => _newest is { } newest ? new HealthResult(newest.Health, _change?.Step, newest.Step, newest.Reason, newest.Rollbacks) : null;

    public void Note(HealthVerdict? verdict)
    {
        if (verdict is null) return;
        var before = _newest?.Health ?? Health.Healthy;
        _newest = verdict;
        if (verdict.Health != before) Tell(verdict);
        if (verdict.Rollback is not { } rollback) return;
        if (log is not null) LogRolledBack(log, verdict.Step, rollback.ToString(), verdict.Reason);
        events?.RolledBack(verdict, rollback);
        // What was judged is given up.
        _newest = _change = verdict with { Health = Health.Healthy, Reason = $"{rollback}, since it had collapsed: {verdict.Reason}" };
    }

    private void Tell(HealthVerdict verdict)
    {
        _change = verdict;
        var (level, health) = (verdict.Health == Health.Healthy ? LogLevel.Information : LogLevel.Warning, OptionValue.Format(verdict.Health));
        if (log is not null) LogChanged(log, level, health, verdict.Step, verdict.Reason);
        events?.HealthChanged(verdict);
    }

    [LoggerMessage(EventId = EventIds.RolledBack, Level = LogLevel.Warning, Message = "Collapsed at step {Step}: {Rollback}: {Reason}")]
    private static partial void LogRolledBack(ILogger logger, long step, string rollback, string reason);

    [LoggerMessage(EventId = EventIds.HealthChanged, Message = "The run is {Health} since step {Step}: {Reason}")]
    private static partial void LogChanged(ILogger logger, LogLevel level, string health, long step, string reason);
}
