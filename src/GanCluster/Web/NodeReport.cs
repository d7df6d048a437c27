using GanCluster.Core.Options;
using GanCluster.Core.Status;

namespace GanCluster.Web;

/// <summary>One node in the words of the API.</summary>
internal static class NodeReport
{
    public static NodeJson Of(NodeView node, ClusterStatus? cluster, RunOptions? options)
    {
        var (status, work, rates) = (node.Status, node.Status.Work, node.Rates);
        var isHere = node.Presence == NodePresence.Here;
        string[] roles = [.. status.IsCoordinator ? ["coordinator"] : Array.Empty<string>(), .. status.IsWorker ? ["worker"] : Array.Empty<string>()];
        return new NodeJson(
            Node: status.Node.Endpoint,
            Process: status.Process,
            Machine: status.Machine,
            Web: status.Web.Length > 0 ? status.Web : null,
            Roles: roles,
            IsCoordinator: cluster?.Coordinator == status.Node,
            State: StateOf(node),
            SeenSecondsAgo: Math.Round(node.Age.TotalSeconds, 1),
            UptimeSeconds: Math.Round(status.Uptime.TotalSeconds, 1),
            Lanes: status.Lanes,
            Phase: status.Phase,
            Step: status.Step,
            Term: status.Plan?.Term,
            Epoch: status.Plan?.Epoch,
            Shards: status.Shards.IsEmpty || !isHere ? null : new ShareJson(status.Node.Endpoint, status.Shards.First, status.Shards.End),
            Phases: work.Phases,
            ShardsComputed: work.Shards,
            SlicesAveraged: work.Slices,
            SecondsPerShard: work.SecondsPerShard > 0 ? StatusJson.Finite(work.SecondsPerShard) : null,
            ImagesPerSecond: isHere ? Math.Round(rates.ShardsPerSecond * ImagesPerShard(options), 1) : 0,
            PhaseTime: work.Phases == 0 || !isHere ? null : new PhaseTimeJson(Seconds(rates.Compute), Seconds(rates.Exchange), Seconds(rates.Wait), Seconds(rates.Commit)),
            BytesIn: work.BytesIn,
            BytesOut: work.BytesOut,
            BytesInPerSecond: isHere ? Math.Round(rates.BytesInPerSecond) : 0,
            BytesOutPerSecond: isHere ? Math.Round(rates.BytesOutPerSecond) : 0,
            LongestGapSeconds: Math.Round(work.LongestGap.TotalSeconds, 3));
    }

    /// <summary>What the node says it does, or, if it isn't there, what became of it.</summary>
    public static string StateOf(NodeView node) => node.Presence == NodePresence.Here ? StatusJson.Name(node.Status.State) : StatusJson.Name(node.Presence);

    /// <summary>Real images count, as in the run's throughput: a generator's phase reads none.</summary>
    private static double ImagesPerShard(RunOptions? options) =>
        options is null ? 0 : (double)options.Training.ShardBatch * options.Training.CriticSteps / (options.Training.CriticSteps + 1);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 6);
}
