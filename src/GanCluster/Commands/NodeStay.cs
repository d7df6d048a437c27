using GanCluster.Cluster.Nodes;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Watch;
using GanCluster.Runs;

namespace GanCluster.Commands;

/// <summary>
/// A node that stays when its run is done, as in a pod, whose process Kubernetes would otherwise start again and again. It has left its cluster by then; its page stays.
/// </summary>
internal static class NodeStay
{
    // What a node says of itself counts as dead when it is a minute old.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What this folder's run came to, if it is done: the cluster that did it may be gone, and nothing is left to do.</summary>
    public static RunResult? ResultBefore(RunFolder folder, RunOptions options) =>
        File.Exists(folder.Result) && RunResult.FromJson(File.ReadAllText(folder.Result)) is var result && IsDone(result, options) ? result : null;

    // Also before its last step, unless it has been told since to go on from there.
    private static bool IsDone(RunResult result, RunOptions options) =>
        result.Steps >= options.Training.Steps
        || (result.Evaluation is { EndedRun: true } && options.Evaluation.Patience > 0)
        || (result.Health is { State: Health.Collapsed } && options.Watch.Policy != WatchPolicy.Warn);

    /// <summary>What the page shows of a run that was done before this process began.</summary>
    public static void Show(StatusBoard board, NodeOptions setting, RunOptions options, RunResult result)
    {
        var self = new NodeId($"gancluster@{setting.Host}:{setting.Port}", Environment.ProcessId);
        board.Learn("", ResolvedConfiguration.Write(options));
        board.TakeOwn(new NodeStatus(
            self, Environment.ProcessId, Environment.MachineName, setting.Web, setting.IsCoordinator, setting.IsWorker, NodeState.Done, TimeSpan.Zero, 0, result.Phases,
            result.Steps, null, new ShardRange(0, 0), default, null));
        board.Take(new ClusterStatus(self, "", RunState.Done, "it was done before this node was started", 0, null, [], result.Plans, result.ShardsRecomputed, result.Digest));
    }

    /// <summary>Waits until the node is told to leave.</summary>
    public static void Until(StatusBoard board, CancellationToken leave)
    {
        do board.OwnStateIs(NodeState.Done);
        while (!leave.WaitHandle.WaitOne(Interval));
    }
}
