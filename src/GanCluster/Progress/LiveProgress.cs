using GanCluster.Core.Training;
using GanCluster.Hosting;
using Spectre.Console;

namespace GanCluster.Progress;

/// <summary>
/// A bar with step, losses, images/s and time left, and one for each worker of a cluster. It is drawn by a thread of its own from the newest report, so that training never
/// waits for a terminal.
/// </summary>
internal sealed class LiveProgress(Terminal terminal, WorkerTable? workers = null) : ITrainingProgress
{
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(150);

    private readonly ManualResetEventSlim _end = new();
    private readonly Pace _pace = new();
    private TrainingStart _start = new(0, 1);
    private Frame? _newest;
    private Thread? _thread;

    public void OnStarted(TrainingStart start)
    {
        _start = start;
        _pace.Start(start);
        _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    public void OnStep(StepReport report)
    {
        _pace.Add(report);
        var left = _pace.Left(_start.Steps) is { } time ? ProgressText.Duration(time) + " left" : "";
        Volatile.Write(ref _newest, new Frame(report.Step, ProgressText.Figures(report, _pace), left));
    }

    public void Dispose()
    {
        _end.Set();
        _thread?.Join();
        _end.Dispose();
    }

    private void Draw() => terminal.Console.Progress()
        .AutoRefresh(false)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { Width = 24 },
            new PercentageColumn())
        .Start(DrawFrames);

    private void DrawFrames(ProgressContext context)
    {
        var task = context.AddTask(Description(new Frame(_start.Step, "", "")), maxValue: _start.Steps);
        var rows = new List<ProgressTask>();
        bool ended;
        do
        {
            ended = _end.Wait(BetweenFrames);
            if (Volatile.Read(ref _newest) is { } frame)
            {
                task.Value = frame.Step;
                task.Description = Description(frame);
            }

            DrawWorkers(context, rows);
            context.Refresh();
        }
        while (!ended);
    }

    private void DrawWorkers(ProgressContext context, List<ProgressTask> tasks)
    {
        if (workers is null) return;
        var rows = workers.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            // Spectre takes no task without a text.
            var text = Markup.Escape($"{rows[i]}");
            if (i == tasks.Count) tasks.Add(context.AddTask(text, maxValue: _start.Steps));
            tasks[i].Value = rows[i].Step;
            tasks[i].Description = text;
        }
    }

    private string Description(Frame frame) => Markup.Escape($"step {frame.Step}/{_start.Steps}  {frame.Figures}  {frame.Left}");

    private sealed record Frame(long Step, string Figures, string Left);
}
