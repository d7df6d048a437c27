using GanCluster.Cluster.Nodes;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Training;

namespace GanCluster.Jobs.Cluster;

/// <summary>Passes what a node does on to those of its parts that record it.</summary>
internal sealed class NodeObserver(Action<string> listening, WorkerRecorder? worker, CoordinatorRecorder? coordinator) : INodeObserver
{
    public void Listening(string address) => listening(address);

    public void Admitted(OpenedWorkload workload, PhaseNumber next) => worker?.Admitted(next);

    public void Committed(PhaseOutcome outcome, bool isRecorder) => worker?.Committed(outcome, isRecorder);

    public void PlanMade(Plan plan) => coordinator?.PlanMade(plan);

    public void WorkerAdmitted(NodeId worker) => coordinator?.WorkerAdmitted(worker);

    public void WorkerRefused(NodeId worker, string sentence) => coordinator?.WorkerRefused(worker, sentence);

    public void WorkerLost(NodeId worker) => coordinator?.WorkerLost(worker);

    public void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards) => coordinator?.RecomputeOrdered(worker, phase, shards);

    public void StepCompleted(WorkerStep step) => coordinator?.StepCompleted(step);

    public void RunFailed(string sentence) => coordinator?.Stopped("failed");

    public void RunEnded(PhaseNumber last, Lineage lineage, Digest digest) => coordinator?.RunEnded(last, lineage, digest);
}
