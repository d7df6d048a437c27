using GanCluster.Cluster.Nodes;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Progress;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs.Cluster;

/// <summary>Trains in a cluster on this machine: this process coordinates, children compute.</summary>
internal static class ClusterTrainingJob
{
    // For the last checkpoint, which one of them writes; a worker that was stopped never ends by itself.
    private static readonly TimeSpan ForTheEnd = TimeSpan.FromSeconds(15), ForTheCheckpoint = TimeSpan.FromMinutes(10);

    /// <exception cref="UnusableInputException">A worker refused the data or the configuration, or was refused.</exception>
    /// <exception cref="TrainingStoppedException">No worker is left, or training can't go on.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before it began.</exception>
    public static TrainingEnd Run(TrainingRequest request, int workers, WorkerTable table)
    {
        using var leave = new CancellationTokenSource();
        var events = new RunEvents(request.Events, request.Board, request.Time);
        var log = request.Loggers.CreateLogger("gancluster.coordinator");
        var watch = new WorkerWatch(workers, events, leave);
        using var processes = new WorkerProcesses(request.Program.Assembly, request.Folder.Path, OnStarted, watch.OnEnded);
        var recorder = new CoordinatorRecorder(request.Options, request.Observer, events, new HealthChanges(log, events), new EvaluationNotes(log, events), table, processes.ProcessOf, request.Time);
        watch.Recorder = recorder;
        using var interrupted = request.Interrupted.Register(watch.OnInterrupted);

        var lanes = request.Options.Compute.Lanes > 0 ? request.Options.Compute.Lanes : Math.Max(1, Environment.ProcessorCount / workers);
        var options = new NodeOptions { IsCoordinator = true, StartWith = workers, Configuration = ResolvedConfiguration.Write(request.Options) };
        request.Board.Learn("", options.Configuration);
        var observer = new NodeObserver(address => processes.Start(workers, address, lanes, request.Resume), worker: null, recorder);
        using var node = new ClusterNode(options, workload: null, observer, request.Board, request.Loggers, request.Time);
        var end = node.Run(leave.Token, request.Interrupted);

        if (recorder.End is not { } run)
        {
            watch.ThrowIfFailed();
            if (end.Kind == NodeEndKind.Refused) throw new UnusableInputException(end.Sentence);
            if (end.Kind == NodeEndKind.Failed) throw new TrainingStoppedException(end.Sentence);
            throw new OperationCanceledException("interrupted before training began");
        }

        var checkpoint = Path.Combine(request.Folder.Checkpoints, $"step-{run.Result.Steps}");
        AwaitEnd(processes.Ended, checkpoint);
        var result = run.Result.Evaluation is null ? run.Result with { Evaluation = EvaluationOfWorkers(request, workers, run.Result.Digest) } : run.Result;
        return new TrainingEnd(result, result.Steps < request.Options.Training.Steps && run.Collapse is null && result.Evaluation is not { EndedRun: true }, Directory.Exists(checkpoint) ? checkpoint : null, NewestPicture(request.Folder))
        {
            Collapse = run.Collapse,
        };

        void OnStarted(int number, int process)
        {
            table.Started(number, process);
            events.WorkerStarted(number, process);
        }
    }

    private static void AwaitEnd(Task ended, string checkpoint)
    {
        if (ended.Wait(ForTheEnd) || Directory.Exists(checkpoint)) return;
        ended.Wait(ForTheCheckpoint);
    }

    // What was decided before this coordinator began, only replicas know.
    private static EvaluationResult? EvaluationOfWorkers(TrainingRequest request, int workers, string digest)
    {
        if (request.Options.Evaluation.Every == 0) return null;
        var results = from worker in Enumerable.Range(1, workers)
                      let path = Path.Combine(request.Folder.Path, RunFolder.OfWorker(worker), RunFolder.ResultName)
                      where File.Exists(path)
                      select RunResult.FromJson(File.ReadAllText(path));
        return results.FirstOrDefault(result => result.Digest == digest)?.Evaluation;
    }

    private static string? NewestPicture(RunFolder folder) =>
        Directory.Exists(folder.Samples) ? Directory.EnumerateFiles(folder.Samples, "step-*.png").Max(StringComparer.Ordinal) : null;
}
