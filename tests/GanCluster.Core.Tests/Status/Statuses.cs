using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;

namespace GanCluster.Core.Tests.Status;

/// <summary>Accounts of nodes, as tests need them.</summary>
internal static class Statuses
{
    public static NodeId Node(int port, int uid = 1) => new($"akka.tcp://gancluster@127.0.0.1:{port}", uid);

    public static NodeStatus Of(NodeId node, double uptime = 1, NodeState state = NodeState.TakingPart, long shards = 0, int process = 7) => new(
        node, process, "box", "", IsCoordinator: false, IsWorker: true, state, TimeSpan.FromSeconds(uptime), 1, 0, 0, null, new ShardRange(0, 4),
        new NodeWork(0, shards, 0, default, default, default, default, 0, 0, 0, default), null);

    public static ClusterStatus Cluster(params MemberView[] members) =>
        new(Node(1), "run", RunState.Training, "the first plan", 0, null, members, 1, 0, "");
}
