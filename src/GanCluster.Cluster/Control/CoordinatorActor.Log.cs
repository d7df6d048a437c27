using GanCluster.Core;
using GanCluster.Core.Membership;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Control;

internal sealed partial class CoordinatorActor
{
    [LoggerMessage(EventId = EventIds.CoordinatorBegins, Level = LogLevel.Information, Message = "{Node} is the coordinator now")]
    private partial void LogBegins(NodeId node);

    [LoggerMessage(EventId = EventIds.PlanMade, Level = LogLevel.Information, Message = "Plan {Term}.{Epoch} from phase {From}: {Shares}; {Reason}")]
    private partial void LogPlan(long term, long epoch, long from, PlanShares shares, string reason);

    [LoggerMessage(EventId = EventIds.WorkerIn, Level = LogLevel.Information, Message = "{Worker} is admitted")]
    private partial void LogAdmitted(NodeId worker);

    [LoggerMessage(EventId = EventIds.WorkerOut, Level = LogLevel.Warning, Message = "{Worker} is lost to the cluster: it ended, or can't be reached")]
    private partial void LogLost(NodeId worker);

    [LoggerMessage(EventId = EventIds.WorkerLeft, Level = LogLevel.Information, Message = "{Worker} has left the cluster")]
    private partial void LogLeft(NodeId worker);

    [LoggerMessage(EventId = EventIds.WorkerTurnedAway, Level = LogLevel.Warning, Message = "{Worker} is refused: {Why}")]
    private partial void LogRefused(NodeId worker, string why);

    [LoggerMessage(EventId = EventIds.ReplicasDiffer, Level = LogLevel.Critical, Message = "Replicas differ: {Sentence}")]
    private partial void LogFault(string sentence);

    [LoggerMessage(EventId = EventIds.ClustersMerge, Level = LogLevel.Warning, Message = "Two clusters have met, and this one goes over: {Why}")]
    private partial void LogMerge(string why);

    [LoggerMessage(EventId = EventIds.RunEnded, Level = LogLevel.Information, Message = "The run is done: every worker has digest {Digest}")]
    private partial void LogEnded(string digest);
}
