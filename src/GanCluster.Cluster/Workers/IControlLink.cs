using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Workers;

/// <summary>A worker's way to the control plane. Between two clusters there is none, and what is said is lost: rules say it again.</summary>
internal interface IControlLink
{
    /// <summary>To whichever node is the coordinator's.</summary>
    void ToCoordinator(IControlMessage message);

    /// <summary>To the coordinator on that node, whoever is the singleton.</summary>
    void ToCoordinatorOf(NodeId node, IControlMessage message);
}
