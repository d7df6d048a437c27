using GanCluster.Core.Identity;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Workers;

/// <summary>What the engine tells of itself.</summary>
internal sealed partial class NodeEngine
{
    private readonly PhaseClock _clock = new();
    private long _phases;

    /// <summary>Asks for a status, which the node's thread gives between two pieces of work.</summary>
    public void Ask(Action<EngineStatus> answer) => Post(() =>
    {
        var plan = _worker.Plans.Highest;
        var work = new NodeWork(
            _phases, _shards, _sums.Averaged, _clock.Compute, _clock.Exchange, _clock.Wait, _clock.Commit, _traffic.In, _traffic.Out, _worker.SecondsPerShard, _longestGap);
        answer(new EngineStatus(
            _trainer.Lanes, _worker.HasReplica ? _worker.Phase : null, _workload.Schedule.StepsBefore(_worker.HasReplica ? _worker.Phase : PhaseNumber.First),
            plan, plan?.ShareOf(_worker.Self), work));
    });
}
