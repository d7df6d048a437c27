using GanCluster.Cluster.Nodes;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Jobs.Status;
using GanCluster.Progress;
using GanCluster.Runs;
using GanCluster.TensorBoard;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs.Cluster;

/// <summary>Runs one node until its end, and writes what it leaves.</summary>
internal static class NodeJob
{
    public static NodeOutcome Run(NodeRequest request)
    {
        var (options, folder) = (request.Options, request.Folder);
        var told = request.Own.Configuration;
        var table = new WorkerTable();
        using var metrics = new MetricsRecorder(folder.Metrics, () => [], request.Time, request.Loggers.CreateLogger<MetricsRecorder>());
        using var tensorBoard = TensorBoardRecorder.For(request.TensorBoard, folder, request.Time, request.Loggers);
        using var progress = request.Progress(options.IsCoordinator ? table : null);
        using var events = options.IsCoordinator ? new JsonLinesFile(folder.Events, request.Loggers.CreateLogger<JsonLinesFile>()) : null;
        var observer = new ObserverChain(metrics, progress, new BoardObserver(request.Board, request.Time), tensorBoard);

        using var workload = options.IsWorker
            ? new GanWorkload(request.Own, request.Program.Parts, Path.Combine(request.RunPath, "checkpoints"), request.Resume, request.Loggers, request.Time)
            : null;
        using var worker = workload is null
            ? null
            : new WorkerRecorder(workload, Path.Combine(request.RunPath, RunFolder.SamplesName), observer, request.Board, Begin, request.Loggers, request.Time);
        if (told is not null) request.Board.Learn("", ResolvedConfiguration.Write(told));
        // A worker reports what it has committed itself; without one the node has only the others' accounts.
        ITrainingObserver coordinated = worker is null ? new ObserverChain(new RunBeginning(folder, told!), observer) : new ObserverChain();
        var coordinator = events is null ? null : Recorder(new RunEvents(events, request.Board, request.Time));

        using var node = new ClusterNode(
            options with { Configuration = told is null ? null : ResolvedConfiguration.Write(told) },
            workload, new NodeObserver(request.Listening, worker, coordinator), request.Board, request.Loggers, request.Time);
        // `leave` is the only end that this node's user can order: the run is the cluster's.
        var end = node.Run(request.Leave, CancellationToken.None);

        var own = worker?.Finish(end.Kind);
        var result = ResultOf(own, coordinator?.End);
        if (end.Kind == NodeEndKind.RunDone && result is not null) folder.WriteResult(result);
        return new NodeOutcome(end, result, own is not { Saves: true, Checkpoint: null }, own?.Checkpoint, own is null ? coordinator?.End?.Collapse : own.Collapse);

        // The worker logs the same verdicts.
        CoordinatorRecorder Recorder(RunEvents kept) => new(
            told!, coordinated, kept, new HealthChanges(CoordinatorsLog(), kept), new EvaluationNotes(CoordinatorsLog(), kept), table, _ => null, request.Time);

        ILogger? CoordinatorsLog() => worker is null ? request.Loggers.CreateLogger("gancluster.coordinator") : null;

        void Begin(OpenedGan opened)
        {
            if (!request.IsChild) folder.BeginRun(opened.Options);
        }
    }

    // The digest is this node's own; how the cluster fared only its coordinator knows.
    private static RunResult? ResultOf(WorkerEnd? own, ClusterEnd? cluster)
    {
        if (own is null) return cluster?.Result;
        var seconds = own.Elapsed.TotalSeconds;
        return new RunResult(
            Steps: own.Steps,
            Phases: own.Next.Value,
            Digest: own.Digest.ToString(),
            Lineage: own.Lineage.ToString(),
            Seconds: seconds,
            ImagesPerSecond: seconds > 0 ? own.OwnSteps * own.ImagesPerStep / seconds : 0,
            StepsPerSecond: seconds > 0 ? own.OwnSteps / seconds : 0,
            WorkersSeen: cluster?.Result.WorkersSeen ?? 1,
            Plans: cluster?.Result.Plans ?? 0,
            ShardsRecomputed: cluster?.Result.ShardsRecomputed ?? 0,
            PhasesLost: cluster?.Result.PhasesLost ?? 0,
            LongestStallSeconds: own.LongestGap.TotalSeconds,
            ShardsByLane: [],
            Workers: cluster?.Result.Workers,
            Health: own.Health,
            Evaluation: own.Evaluation);
    }
}
