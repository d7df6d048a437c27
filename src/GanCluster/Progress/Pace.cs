using GanCluster.Core.Training;

namespace GanCluster.Progress;

/// <summary>How fast training goes now: over the last ten seconds, so that a slow start or a pause is soon forgotten.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(250);

    private readonly Queue<Mark> _marks = new();
    private Mark _first;
    private Mark _newest;

    /// <summary>0 until time has passed.</summary>
    public double ImagesPerSecond { get; private set; }

    public double StepsPerSecond { get; private set; }

    public void Start(TrainingStart start)
    {
        _first = new Mark(TimeSpan.Zero, start.Step, 0);
        _newest = _first;
    }

    public void Add(StepReport report)
    {
        _newest = new Mark(report.Elapsed, report.Step, _newest.Images + report.Images);
        if (_marks.Count == 0 || _newest.At - _marks.Last().At >= Apart) _marks.Enqueue(_newest);
        while (_marks.Count > 1 && _newest.At - _marks.Peek().At > Window) _first = _marks.Dequeue();

        var seconds = (_newest.At - _first.At).TotalSeconds;
        if (seconds <= 0) return;
        ImagesPerSecond = (_newest.Images - _first.Images) / seconds;
        StepsPerSecond = (_newest.Step - _first.Step) / seconds;
    }

    /// <summary>Null while nobody can tell.</summary>
    public TimeSpan? Left(long steps) => StepsPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min((steps - _newest.Step) / StepsPerSecond, 1e9)) : null;

    private readonly record struct Mark(TimeSpan At, long Step, long Images);
}
