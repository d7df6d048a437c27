using GanCluster.Core.Training;
using GanCluster.Hosting;

namespace GanCluster.Progress;

/// <summary>A line every five seconds, at each tenth of the way and at the last step: little enough for a log, often enough to see that it lives.</summary>
internal sealed class PlainProgress(Terminal terminal, TimeProvider time) : ITrainingProgress
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly Pace _pace = new();
    private long _steps = 1;
    private long _tenth;
    private long _lastLine;

    public void OnStarted(TrainingStart start)
    {
        _pace.Start(start);
        _steps = start.Steps;
        _tenth = TenthOf(start.Step);
        _lastLine = time.GetTimestamp();
    }

    public void OnStep(StepReport report)
    {
        _pace.Add(report);
        var tenth = TenthOf(report.Step);
        if (tenth == _tenth && time.GetElapsedTime(_lastLine) < Between) return;
        _tenth = tenth;
        _lastLine = time.GetTimestamp();
        var left = report.Step < _steps && _pace.Left(_steps) is { } remaining ? $"  {ProgressText.Duration(remaining)} left" : "";
        terminal.WriteLine($"step {report.Step}/{_steps} ({(Int128)report.Step * 100 / _steps} %)  {ProgressText.Figures(report, _pace)}{left}");
    }

    public void Dispose()
    {
    }

    private long TenthOf(long step) => (long)((Int128)step * 10 / _steps);
}
