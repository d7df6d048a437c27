using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Status;

namespace GanCluster.Web;

/// <summary>Puts what the board knows into the words of the API.</summary>
internal sealed class StatusReport(StatusBoard board, TimeProvider time)
{
    private (string Text, RunOptions? Options) _read = ("", null);

    /// <param name="mostEvents">Newest events that come with it; 0 leaves them out.</param>
    public ReportJson Now(int mostEvents)
    {
        var (view, options) = (board.View, Options());
        var own = board.Own?.Status;
        var plan = view.Cluster?.Plan;
        return new ReportJson(
            ProgramVersion.Text,
            time.GetUtcNow().UtcDateTime,
            own?.Node.Endpoint ?? "",
            RunOf(view, options),
            plan is null ? null : new PlanJson(
                plan.Order.Term, plan.Order.Epoch, plan.From, plan.IsPaused, plan.Reason,
                [.. plan.Shares.Select(share => new ShareJson(share.Node, share.Shards.First, share.Shards.End))],
                [.. plan.Averagers.Select(averager => new AveragerJson(averager.Node, averager.Slices))]),
            [.. view.Nodes.Select(node => NodeReport.Of(node, view.Cluster, options))],
            view.EventNumber,
            mostEvents == 0 ? null : [.. board.EventsAfter(0).TakeLast(mostEvents).Select(EventJson.Of)]);
    }

    private RunJson RunOf(BoardView view, RunOptions? options)
    {
        var (cluster, newest) = (view.Cluster, view.Newest);
        // The board's own steps say more than the coordinator's plan: it may just have died.
        var step = Math.Max(newest?.Step ?? 0, view.Nodes.Select(node => node.Status.Step).DefaultIfEmpty().Max());
        var isTraining = cluster is { State: RunState.Training } && view.SinceStep < TimeSpan.FromSeconds(5);
        var imagesPerSecond = isTraining ? StatusJson.Finite(newest?.ImagesPerSecond ?? 0, 1) : 0;
        var stepsPerSecond = options is null ? null : imagesPerSecond / options.Training.ImagesPerStep;
        var checkpoint = view.Nodes.Select(node => node.Status.Checkpoint).OfType<CheckpointStatus>().MaxBy(written => written.At);
        return new RunJson(
            Id: view.Run.Length > 0 ? view.Run : null,
            State: cluster?.State,
            Reason: cluster?.Reason ?? "looking for a coordinator",
            Coordinator: cluster?.Coordinator.Endpoint,
            CoordinatorSeenSecondsAgo: cluster is null ? null : StatusJson.Finite(view.ClusterAge.TotalSeconds, 1),
            Setting: options is null ? null : SettingOf(options),
            Step: step,
            Steps: options?.Training.Steps,
            Phase: view.Nodes.Select(node => node.Status.Phase).Max(),
            SecondsSinceStep: view.SinceStep is { } since ? StatusJson.Finite(since.TotalSeconds, 2) : null,
            StepsPerSecond: stepsPerSecond is { } pace ? StatusJson.Finite(pace, 2) : null,
            ImagesPerSecond: imagesPerSecond,
            SecondsLeft: stepsPerSecond > 0 && options is not null ? StatusJson.Finite((options.Training.Steps - step) / stepsPerSecond.Value, 0) : null,
            DiscriminatorLoss: StatusJson.Finite(newest?.DiscriminatorLoss ?? double.NaN),
            GeneratorLoss: StatusJson.Finite(newest?.GeneratorLoss ?? double.NaN),
            RealScore: StatusJson.Finite(newest?.RealScore ?? double.NaN),
            FakeScore: StatusJson.Finite(newest?.FakeScore ?? double.NaN),
            DiscriminatorGradientNorm: StatusJson.Finite(newest?.DiscriminatorGradientNorm ?? double.NaN),
            GeneratorGradientNorm: StatusJson.Finite(newest?.GeneratorGradientNorm ?? double.NaN),
            Plans: cluster?.Plans,
            ShardsReassigned: cluster?.ShardsReassigned,
            LongestGapSeconds: Math.Round(view.Nodes.Select(node => node.Status.Work.LongestGap.TotalSeconds).DefaultIfEmpty().Max(), 3),
            Checkpoint: checkpoint is null ? null : CheckpointOf(checkpoint),
            Health: view.Verdict is { } verdict ? new HealthJson(verdict.Health, verdict.Step, verdict.Rollback is { } rollback ? $"{verdict.Reason}; {rollback}" : verdict.Reason, verdict.Rollbacks) : null,
            Evaluation: view.Evaluation is { } judged ? new EvaluationJson(judged.Figure, judged.Step, StatusJson.Finite(judged.Value), judged.BestStep, StatusJson.Finite(judged.Best)) : null,
            Digest: cluster is { Digest.Length: > 0 } ? cluster.Digest : null);
    }

    private CheckpointJson CheckpointOf(CheckpointStatus checkpoint)
    {
        var at = StatusJson.Time(checkpoint.At);
        return new CheckpointJson(checkpoint.Step, at, Math.Round(checkpoint.Took.TotalSeconds, 3), Math.Round(Math.Max(0, (time.GetUtcNow().UtcDateTime - at).TotalSeconds), 1));
    }

    private static SettingJson SettingOf(RunOptions options) => new(
        OptionValue.Format(options.Data.Source), StatusJson.Name(options.Loss.Kind), options.Training.Seed, options.Training.Shards, options.Training.ShardBatch,
        options.Training.Shards * options.Training.ShardBatch, options.Training.CriticSteps, StatusJson.Name(options.Cluster.Averaging), options.Cluster.MinWorkers);

    // Read again only when another text has come: several requests at once may do it twice, to the same end.
    private RunOptions? Options()
    {
        var text = board.Configuration;
        if (_read.Text == text) return _read.Options;
        var read = text.Length > 0 ? ResolvedConfiguration.Read(text, "the run's configuration") : null;
        _read = (text, read is { IsValid: true } ? read.Options : null);
        return _read.Options;
    }
}
