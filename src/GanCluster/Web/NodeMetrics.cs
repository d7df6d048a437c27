using System.Diagnostics.Metrics;
using GanCluster.Core.Status;

namespace GanCluster.Web;

/// <summary>The metrics of single nodes, each labelled with its <c>HOST:PORT</c>.</summary>
internal static class NodeMetrics
{
    public static void Map(Meter meter, Func<IEnumerable<NodeView>> nodes)
    {
        Counter(MetricNames.Phases, "{phase}", "Phases that the node's replica has committed.", work => work.Phases);
        Counter(MetricNames.Shards, "{shard}", "Shards that the node has computed.", work => work.Shards);
        Counter(MetricNames.Slices, "{slice}", "Slices of averages that the node has made.", work => work.Slices);
        meter.CreateObservableCounter(MetricNames.PhaseTime, () => nodes().SelectMany(Times), "s", "Where the time of the node's phases went: compute, exchange, wait, commit.");
        meter.CreateObservableCounter(MetricNames.Bytes, () => nodes().SelectMany(Bytes), "By", "Bytes on the node's data plane, by direction.");
        Gauge(MetricNames.ReplicaPhase, "{phase}", "The phase that the node's replica computes next.", status => status.Phase);
        Gauge(MetricNames.LongestGap, "s", "The longest time between two of the node's commits.", status => status.Work.LongestGap.TotalSeconds);
        Gauge(MetricNames.CheckpointTime, "s", "When the node wrote its newest checkpoint, in seconds since 1970.", status => status.Checkpoint?.At / 1000.0);
        Gauge(MetricNames.CheckpointDuration, "s", "How long that took, beside training.", status => status.Checkpoint?.Took.TotalSeconds);
        Gauge(MetricNames.CheckpointStep, "{step}", "The step of that checkpoint.", status => status.Checkpoint?.Step);
        meter.CreateObservableGauge(MetricNames.NodeState, () => nodes().SelectMany(States), "{state}", "1 for the state that the node is in.");

        void Counter(string name, string unit, string help, Func<NodeWork, long> value) => meter.CreateObservableCounter(
            name, () => nodes().Where(node => node.Status.IsWorker).Select(node => new Measurement<long>(value(node.Status.Work), Label(node))), unit, help);

        void Gauge(string name, string unit, string help, Func<NodeStatus, double?> value) => meter.CreateObservableGauge(
            name, () => nodes().Where(node => value(node.Status) is not null).Select(node => new Measurement<double>(value(node.Status)!.Value, Label(node))), unit, help);
    }

    private static IEnumerable<Measurement<double>> Times(NodeView node)
    {
        if (!node.Status.IsWorker) return [];
        var work = node.Status.Work;
        (string Part, TimeSpan Time)[] parts = [("compute", work.Compute), ("exchange", work.Exchange), ("wait", work.Wait), ("commit", work.Commit)];
        return parts.Select(part => new Measurement<double>(part.Time.TotalSeconds, Label(node), new("part", part.Part)));
    }

    private static IEnumerable<Measurement<long>> Bytes(NodeView node) => !node.Status.IsWorker ? [] :
    [
        new(node.Status.Work.BytesIn, Label(node), new("direction", "in")),
        new(node.Status.Work.BytesOut, Label(node), new("direction", "out")),
    ];

    private static IEnumerable<Measurement<double>> States(NodeView node) => Enum.GetValues<NodeState>().Select(
        state => new Measurement<double>(state == node.Status.State ? 1 : 0, Label(node), new("state", StatusJson.Name(state))));

    private static KeyValuePair<string, object?> Label(NodeView node) => new("node", node.Status.Node.Endpoint);
}
