using System.Diagnostics.Metrics;
using GanCluster.Core.Status;
using GanCluster.Core.Training;

namespace GanCluster.Web;

/// <summary>
/// The metrics of a process, read from its board when they are asked for: nothing is counted on a training thread. Every node tells of the run and of itself; the
/// coordinator's also of the cluster, and of nodes that serve no metrics of their own.
/// </summary>
internal sealed class RunMetrics : IDisposable
{
    private readonly StatusBoard _board;
    private readonly StatusReport _report;
    private readonly Meter _meter = new(MetricNames.Meter);

    public RunMetrics(StatusBoard board, StatusReport report)
    {
        (_board, _report) = (board, report);
        MapRun();
        MapCoordinator();
        NodeMetrics.Map(_meter, () => NodesShown);
    }

    public void Dispose() => _meter.Dispose();

    private BoardView? Coordinated => _board.View is { Cluster: { } cluster } view && cluster.Coordinator == _board.Own?.Status.Node ? view : null;

    private IEnumerable<NodeView> NodesShown
    {
        get
        {
            var own = _board.Own;
            if (own is null) return [];
            return Coordinated is not { } view ? [own] : view.Nodes.Where(node => node.Status.Node == own.Status.Node || (node.Status.Web.Length == 0 && node.Presence == NodePresence.Here));
        }
    }

    private void MapRun()
    {
        Gauge(MetricNames.RunStep, "{step}", "Steps of the run that are complete.", () => One((double)_report.Now(0).Run.Step));
        Gauge(MetricNames.RunSteps, "{step}", "Steps of the run in all.", () => One((double?)_report.Now(0).Run.Steps));
        Gauge(MetricNames.RunState, "{state}", "1 for the state that the run is in.", () => States(_board.View.Cluster?.State));
        Gauge(MetricNames.ImagesPerSecond, "{image}", "Real images that the whole run consumes a second.", () => One(_report.Now(0).Run.ImagesPerSecond));
        Gauge(MetricNames.SinceStep, "s", "Time since the last step that this node heard of.", () => One(_board.View.SinceStep?.TotalSeconds));
        Gauge(MetricNames.Loss, "{loss}", "Loss of the newest step, without penalties; NaN where it isn't finite.", () => Two("network", "discriminator", point => point.DiscriminatorLoss, "generator", point => point.GeneratorLoss));
        Gauge(MetricNames.Score, "{probability}", "D(real) and D(fake) of the newest step.", () => Two("input", "real", point => point.RealScore, "fake", point => point.FakeScore));
        Gauge(MetricNames.GradientNorm, "{norm}", "L2 norm of the averaged gradient before clipping, newest step.",
            () => Two("network", "discriminator", point => point.DiscriminatorGradientNorm, "generator", point => point.GeneratorGradientNorm));
        Gauge(MetricNames.Health, "{state}", "1 for what the watch says of the run; nothing before the first window is judged.", () => States(_board.View.Verdict?.Health));
        Gauge(MetricNames.Evaluation, "{figure}", "What the newest evaluation of the generator came to: less is better.", () => Figure(judged => judged.Value));
        Gauge(MetricNames.BestEvaluation, "{figure}", "The best that an evaluation of the generator came to.", () => Figure(judged => judged.Best));
        _meter.CreateObservableCounter(MetricNames.Rollbacks, () => One((long?)_board.View.Verdict?.Rollbacks), "{rollback}", "How often the run was rolled back after a collapse; nothing before the first window is judged.");
        _meter.CreateObservableCounter(MetricNames.SkippedPhases, () => _board.SkippedPhases, "{phase}", "Phases that were skipped because their average wasn't finite.");
    }

    private void MapCoordinator()
    {
        _meter.CreateObservableCounter(MetricNames.Plans, () => One(Coordinated?.Cluster?.Plans), "{plan}", "Plans made by this coordinator.");
        _meter.CreateObservableCounter(MetricNames.ShardsReassigned, () => One(Coordinated?.Cluster?.ShardsReassigned), "{shard}", "Late shards that this coordinator had computed a second time.");
        Gauge(MetricNames.Nodes, "{node}", "Workers by state, as the coordinator sees them.", CountNodes);
    }

    private void Gauge(string name, string unit, string help, Func<IEnumerable<Measurement<double>>> values) => _meter.CreateObservableGauge(name, values, unit, help);

    private IEnumerable<Measurement<double>> CountNodes()
    {
        if (Coordinated is not { } view) yield break;
        var workers = view.Nodes.Where(node => node.Status.IsWorker).ToLookup(NodeReport.StateOf);
        string[] states = [.. Enum.GetValues<NodeState>().Select(StatusJson.Name), .. Enum.GetValues<NodePresence>().Where(presence => presence != NodePresence.Here).Select(StatusJson.Name)];
        foreach (var state in states) yield return new(workers[state].Count(), new KeyValuePair<string, object?>("state", state));
    }

    private IEnumerable<Measurement<double>> Figure(Func<EvaluationVerdict, double> value) =>
        _board.View.Evaluation is { } judged ? [new(value(judged), new KeyValuePair<string, object?>("figure", judged.Figure))] : [];

    private static IEnumerable<Measurement<double>> States<T>(T? now)
        where T : struct, Enum =>
        now is null ? [] : Enum.GetValues<T>().Select(state => new Measurement<double>(state.Equals(now) ? 1 : 0, new KeyValuePair<string, object?>("state", StatusJson.Name(state))));

    private static IEnumerable<Measurement<double>> One(double? value) => value is { } known ? [new(known)] : [];

    private static IEnumerable<Measurement<long>> One(long? value) => value is { } known ? [new(known)] : [];

    private IEnumerable<Measurement<double>> Two(string label, string first, Func<StepPoint, float> valueOfFirst, string second, Func<StepPoint, float> valueOfSecond) =>
        _board.View.Newest is not { } point ? [] :
        [
            new(valueOfFirst(point), new KeyValuePair<string, object?>(label, first)),
            new(valueOfSecond(point), new KeyValuePair<string, object?>(label, second)),
        ];
}
