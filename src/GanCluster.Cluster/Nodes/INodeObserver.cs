using System.Net;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Training;

namespace GanCluster.Cluster.Nodes;

/// <summary>
/// Told what a node does: files, pictures, progress. It sees and can't change it. Called on the node's threads, so what takes time must be handed on.
/// </summary>
public interface INodeObserver
{
    /// <summary>The control plane listens: <c>HOST:PORT</c>, which other nodes may take as a seed.</summary>
    void Listening(string address);

    // Of a worker, on its own thread.

    /// <summary>The coordinator has admitted this worker; its replica is at <paramref name="next"/>.</summary>
    void Admitted(OpenedWorkload workload, PhaseNumber next);

    /// <summary>A phase was applied. Until this returns, the replica stands still.</summary>
    /// <param name="isRecorder">This worker is the plan's first: it writes pictures and checkpoints.</param>
    void Committed(PhaseOutcome outcome, bool isRecorder);

    // Of a coordinator, on its actor's thread.

    void PlanMade(Plan plan);

    void WorkerAdmitted(NodeId worker);

    void WorkerRefused(NodeId worker, string sentence);

    void WorkerLost(NodeId worker);

    void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards);

    /// <summary>A worker has completed a step: every one of them reports each.</summary>
    void StepCompleted(WorkerStep step);

    /// <summary>Replicas differ, so the run stops.</summary>
    /// <param name="sentence">Names the nodes.</param>
    void RunFailed(string sentence);

    /// <summary>Every member has the last phase and the same digest.</summary>
    void RunEnded(PhaseNumber last, Lineage lineage, Digest digest);
}
