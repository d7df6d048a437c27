using GanCluster.Cluster.Nodes;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Status;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Jobs.Cluster;
using GanCluster.Logging;
using GanCluster.Progress;
using GanCluster.Runs;
using GanCluster.Web;
using Microsoft.Extensions.Logging;

namespace GanCluster.Commands;

/// <summary>One <c>node</c> from its arguments to its exit code.</summary>
internal static partial class NodeRunner
{
    /// <summary>What a worker takes from its own environment; everything else comes from its cluster.</summary>
    private static readonly string[] OwnKeys = ["data.path", "compute.lanes"];

    // Who ends a service tells all of its processes: a worker of `train` that left at once would come before the last step that its parent orders.
    private static readonly TimeSpan ForTheParent = TimeSpan.FromSeconds(2);

    public static int Run(ProgramHost host, NodeArguments arguments)
    {
        if (arguments.Worker is not null && host.Parent is null)
            throw new UnusableInputException("--worker is how gancluster train --workers starts its own processes: use that, or leave it out");

        var mistakes = new List<OptionMistake>();
        var setting = NodeSetting.Read(host, arguments, mistakes);
        var web = arguments.Worker is null ? WebAddress.Read(arguments.Web, WebAddress.Default, mistakes) : null;
        web?.RefuseOpen(setting.Tls is not null, setting.Insecure, "add --tls-cert, --tls-key and --tls-ca, serve it on 127.0.0.1, or add --insecure in a network that you trust", mistakes);
        var configuration = Resolve(host, arguments, setting, mistakes);
        using var tls = setting.Tls;
        var path = host.FullPath(configuration.Output);
        using var folder = Open(path, arguments);
        var board = new StatusBoard(host.Time);
        using var logging = new ProgramLogging(host.Terminal, folder.Log, configuration.Log, board);
        var log = logging.Loggers.CreateLogger("gancluster");
        try
        {
            using var interruption = new Interruption(host.Terminal, sentence: "handing over this node's work and leaving", isChild: arguments.Worker is not null);
            using var leave = new CancellationTokenSource();
            using var told = interruption.Requested.Register(() => leave.CancelAfter(arguments.Worker is null ? TimeSpan.Zero : ForTheParent));
            var options = configuration.Options;
            // A child's data are its parent's, who has said so in the configuration.
            var own = new OwnPart(arguments.Worker is null ? options.Data.Path : "", options.Compute.Lanes, setting.IsCoordinator ? options : null);
            var runPath = arguments.Worker is null ? path : host.FullPath(arguments.Train.Output ?? "");
            using var page = WebStart.Serve(host, web, board, Path.Combine(runPath, RunFolder.SamplesName), setting.Host, tls, logging.Loggers);
            setting = setting with { Web = page?.Address.Url(tls is not null, setting.Host) ?? "" };
            if (arguments.Stay && NodeStay.ResultBefore(folder, options) is { } before)
            {
                host.Terminal.WriteLine($"Done before: {before.Steps:N0} steps; digest {before.Digest}");
                NodeStay.Show(board, setting, options, before);
                NodeStay.Until(board, leave.Token);
                return ExitCode.Done;
            }

            var outcome = NodeJob.Run(new NodeRequest(
                setting, own, folder, runPath, arguments.Train.Resume, arguments.Train.TensorBoard, IsChild: arguments.Worker is not null,
                address => host.Terminal.WriteLine($"{NodeCommand.ListeningAt}{address}"),
                workers => TrainingProgress.For(host.Terminal, host.Time, workers),
                board, logging.Loggers, host.Time, leave.Token)
            {
                Program = host.Own,
            });
            var code = Say(host, configuration.Output, outcome, log);
            if (arguments.Stay && outcome.End.Kind == NodeEndKind.RunDone) NodeStay.Until(board, leave.Token);
            return code;
        }
        catch (UnusableInputException exception)
        {
            LogRefused(log, exception.Message);
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(log, exception);
            return CrashReport.Write(host, exception, folder.Log);
        }
    }

    private static TrainConfiguration Resolve(ProgramHost host, NodeArguments arguments, NodeOptions setting, List<OptionMistake> mistakes)
    {
        var train = arguments.Train with { Output = arguments.Worker is { } number ? Path.Combine(arguments.Train.Output ?? "", RunFolder.OfWorker(number)) : arguments.Train.Output };
        if (setting.IsCoordinator)
        {
            if (train.Resume && train.Output is not null) train = train with { Resume = RunFolder.HoldsRun(host.FullPath(train.Output)) };
            return TrainConfiguration.Resolve(host, train, NodeCommand.Name, mistakes);
        }

        string[] logging = [EnvironmentOptions.LogLevel, EnvironmentOptions.LogFormat, EnvironmentOptions.LogOtlp, EnvironmentOptions.LogSeq, "DOTNET_RUNNING_IN_CONTAINER", "KUBERNETES_SERVICE_HOST"];
        string[] variables = [.. logging, .. OwnKeys.Select(EnvironmentOptions.VariableOf)];
        var environment = arguments.Worker is null
            ? host.Environment.Where(variable => variables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase))
            : host.Environment.Where(variable => variable.Key is EnvironmentOptions.LogLevel or EnvironmentOptions.LogOtlp or EnvironmentOptions.LogSeq);
        return TrainConfiguration.Resolve(
            host with { Environment = environment.ToDictionary() },
            new TrainArguments(null, null, [], train.ShortForms.Where(form => form.Key is "--lanes" or "--data").ToDictionary(), train.Output, Resume: false),
            NodeCommand.Name, mistakes);
    }

    private static RunFolder Open(string path, NodeArguments arguments) =>
        arguments.Worker is not null || arguments.Train.Resume ? RunFolder.StartOrResume(path) : RunFolder.Start(path);

    private static int Say(ProgramHost host, string output, NodeOutcome outcome, ILogger log)
    {
        var (end, result) = (outcome.End, outcome.Result);
        switch (end.Kind)
        {
            case NodeEndKind.Refused:
                throw new UnusableInputException(end.Sentence);
            case NodeEndKind.Failed:
                LogStopped(log, end.Sentence);
                host.Terminal.WriteError(end.Sentence);
                return ExitCode.Failed;
            case NodeEndKind.Left:
                host.Terminal.WriteLine($"Left{(result is null ? "" : $" after step {result.Steps:N0}")}; checkpoint: {outcome.Checkpoint ?? "none of this node's"}.");
                return ExitCode.Interrupted;
            default:
                host.Terminal.WriteLine(outcome.Collapse is { } collapse
                    ? $"Collapsed: the watch has ended the run after step {result?.Steps:N0}: {collapse.Reason}; digest {result?.Digest}. {collapse.WhatToDo("To go on all the same, start the nodes again with --resume and --set watch.policy=warn.")}"
                    : $"{(result?.Evaluation is { EndedRun: true } evaluation ? $"No better any more ({evaluation}): ended after" : "Done:")} {result?.Steps:N0} steps; digest {result?.Digest}");
                if (outcome.Saved) return outcome.Collapse is null ? ExitCode.Done : ExitCode.Collapsed;
                host.Terminal.WriteError($"The end of the run isn't saved in {output}, for the reason logged above: free some space, then start this node again with --resume.");
                return ExitCode.Failed;
        }
    }

    [LoggerMessage(EventId = EventIds.TrainingStopped, Level = LogLevel.Critical, Message = "{Why}")]
    private static partial void LogStopped(ILogger logger, string why);

    [LoggerMessage(EventId = EventIds.InputRefused, Level = LogLevel.Critical, Message = "Input refused: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);

    [LoggerMessage(EventId = EventIds.FailedUnexpectedly, Level = LogLevel.Critical, Message = "Failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
