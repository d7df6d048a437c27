using GanCluster.Core;
using GanCluster.Core.Status;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Jobs.Cluster;
using GanCluster.Jobs.Status;
using GanCluster.Logging;
using GanCluster.Pictures;
using GanCluster.Progress;
using GanCluster.Runs;
using GanCluster.TensorBoard;
using GanCluster.Web;
using Microsoft.Extensions.Logging;

namespace GanCluster.Commands;

/// <summary>One <c>train</c> from its arguments to its exit code: resolve, open the run's folder, train, say what came of it.</summary>
internal static partial class TrainRunner
{
    public static int Run(ProgramHost host, TrainArguments arguments)
    {
        var configuration = TrainConfiguration.Resolve(host, arguments);
        var path = host.FullPath(configuration.Output);
        using var folder = arguments.Resume ? RunFolder.Resume(path) : RunFolder.Start(path);
        var board = new StatusBoard(host.Time);
        using var logging = new ProgramLogging(host.Terminal, folder.Log, configuration.Log, board);
        var log = logging.Loggers.CreateLogger("gancluster");
        try
        {
            LogBegins(log, arguments.Resume ? "Resuming" : "Training", configuration.Output);
            using var interruption = new Interruption(host.Terminal);
            var end = Train(host, arguments, configuration, folder, board, logging.Loggers, interruption.Requested);
            var saved = end.Interrupted || TryWriteResult(folder, end.Result, log);
            WriteCurves(folder, log);
            TrainSummary.Write(host.Terminal, configuration, end);
            if (saved && end.Checkpoint is not null) return end.Interrupted ? ExitCode.Interrupted : end.Collapse is not null ? ExitCode.Collapsed : ExitCode.Done;
            host.Terminal.WriteError($"The end of the run isn't saved, for the reason logged above: free some space, then go on from the newest checkpoint with gancluster train --resume --output {configuration.Output}.");
            return ExitCode.Failed;
        }
        catch (UnusableInputException exception)
        {
            LogRefused(log, exception.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            host.Terminal.WriteLine("Interrupted before training began.");
            return ExitCode.Interrupted;
        }
        catch (TrainingStoppedException exception)
        {
            LogStopped(log, exception.Message);
            WriteCurves(folder, log);
            host.Terminal.WriteError(exception.Message);
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            LogFailed(log, exception);
            return CrashReport.Write(host, exception, folder.Log);
        }
    }

    private static TrainingEnd Train(ProgramHost host, TrainArguments arguments, TrainConfiguration configuration, RunFolder folder, StatusBoard board, ILoggerFactory loggers, CancellationToken interrupted)
    {
        // Disposed before the summary: the bar is gone, and every line of metrics is on disk.
        using var metrics = new MetricsRecorder(folder.Metrics, () => folder.MetricsOfWorkers, host.Time, loggers.CreateLogger<MetricsRecorder>());
        using var tensorBoard = TensorBoardRecorder.For(arguments.TensorBoard, folder, host.Time, loggers);
        var workers = configuration.Workers > 0 ? new WorkerTable() : null;
        using var progress = TrainingProgress.For(host.Terminal, host.Time, workers);
        using var events = new JsonLinesFile(folder.Events, loggers.CreateLogger<JsonLinesFile>());
        using var page = WebStart.Serve(host, configuration.Web, board, folder.Samples, Environment.MachineName, tls: null, loggers);
        var observer = new ObserverChain(new RunBeginning(folder, configuration.Options), metrics, progress, new BoardObserver(board, host.Time), tensorBoard);
        var request = new TrainingRequest(configuration.Options, folder, arguments.Resume, observer, events, loggers, host.Time, interrupted) { Board = board, Program = host.Own };
        var end = workers is null ? host.Jobs.Train(request) : ClusterTrainingJob.Run(request, configuration.Workers, workers);
        metrics.FillUpTo(end.Result.Steps);
        return end;
    }

    private static bool TryWriteResult(RunFolder folder, RunResult result, ILogger log)
    {
        try
        {
            folder.WriteResult(result);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoResult(log, folder.Result, failure.Message);
            return false;
        }
    }

    private static void WriteCurves(RunFolder folder, ILogger log)
    {
        try
        {
            var points = LossHistory.Read(folder.Metrics);
            if (points.Count > 1) File.WriteAllBytes(folder.Curves, LossCurves.Png(points, Path.GetFileName(folder.Path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoCurves(log, folder.Curves, failure.Message);
        }
    }

    [LoggerMessage(EventId = EventIds.PictureNotWritten, Level = LogLevel.Error, Message = "{Picture} can't be written ({Why}); the figures are in metrics.jsonl")]
    private static partial void LogNoCurves(ILogger logger, string picture, string why);

    [LoggerMessage(EventId = EventIds.FileNotWritten, Level = LogLevel.Error, Message = "{File} can't be written ({Why}): free some space or make the folder again")]
    private static partial void LogNoResult(ILogger logger, string file, string why);

    [LoggerMessage(EventId = EventIds.TrainingStopped, Level = LogLevel.Critical, Message = "{Why}")]
    private static partial void LogStopped(ILogger logger, string why);

    [LoggerMessage(EventId = EventIds.RunBegins, Level = LogLevel.Information, Message = "{Verb} in {Folder}")]
    private static partial void LogBegins(ILogger logger, string verb, string folder);

    // Critical events reach the file alone; the terminal gets the sentence from whoever catches it.
    [LoggerMessage(EventId = EventIds.InputRefused, Level = LogLevel.Critical, Message = "Input refused: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);

    [LoggerMessage(EventId = EventIds.FailedUnexpectedly, Level = LogLevel.Critical, Message = "Failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
