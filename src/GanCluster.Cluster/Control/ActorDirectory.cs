using Akka.Actor;
using Akka.Cluster;
using GanCluster.Core.Membership;

namespace GanCluster.Cluster.Control;

/// <summary>Where the actors of other nodes are: every node has the same, under the same names.</summary>
internal sealed class ActorDirectory(ActorSystem system)
{
    public const string WorkerName = "worker", CoordinatorName = "coordinator", ProxyName = "coordinator-proxy";

    public ActorSelection Worker(NodeId node) => system.ActorSelection($"{node.Address}/user/{WorkerName}");

    /// <summary>The coordinator on that node, whether or not it is the singleton of this cluster.</summary>
    public ActorSelection CoordinatorOf(NodeId node) => CoordinatorAt(node.Address);

    public ActorSelection CoordinatorAt(string address) => system.ActorSelection($"{address}/user/{CoordinatorName}/singleton");

    public static NodeId IdOf(UniqueAddress address) => new(address.Address.ToString(), address.Uid);
}
