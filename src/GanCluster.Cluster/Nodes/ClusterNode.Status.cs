using Akka.Actor;
using Akka.Cluster;
using GanCluster.Cluster.Control;
using GanCluster.Cluster.Workers;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Nodes;

public sealed partial class ClusterNode
{
    private readonly long _began = time.GetTimestamp();
    private volatile bool _leaving, _done;

    /// <summary>What this node knows of its cluster, itself included.</summary>
    public StatusBoard Board => board;

    private sealed partial class Incarnation
    {
        private IActorRef _status = ActorRefs.Nobody;

        /// <summary>Says at once what it would say within a second.</summary>
        public void TellStatus() => _status.Tell(StatusActor.Hurry.Now);

        private void StartStatus() => _status = system.ActorOf(
            Props.Create(() => new StatusActor(node.Board, AskStatus, () => node.Board.Coordinator == self)), StatusActor.Name);

        private void AskStatus(Action<NodeStatus> answer)
        {
            if (node._engine is { } engine) engine.Ask(Answer);
            else Answer(null);

            void Answer(EngineStatus? engine)
            {
                var status = StatusOf(engine);
                node.Board.TakeOwn(status);
                answer(status);
            }
        }

        private NodeStatus StatusOf(EngineStatus? engine) => new(
            self, Environment.ProcessId, Environment.MachineName, node.Options.Web, node.Options.IsCoordinator, node.Options.IsWorker, StateOf(engine),
            node.Time.GetElapsedTime(node._began), engine?.Lanes ?? 0, engine?.Phase?.Value, engine?.Step ?? 0, engine?.Plan?.Order,
            engine?.Share?.Shards ?? new ShardRange(0, 0), engine?.Work ?? default, node.Board.Checkpoint);

        private NodeState StateOf(EngineStatus? engine)
        {
            if (node._leaving) return NodeState.Leaving;
            if (node._done) return NodeState.Done;
            if (!node.Options.IsWorker) return Akka.Cluster.Cluster.Get(system).SelfMember.Status == MemberStatus.Up ? NodeState.TakingPart : NodeState.Joining;
            if (engine is null || !_accepted) return NodeState.Joining;
            if (engine.Plan is null or { IsPaused: true }) return NodeState.Waiting;
            return engine.Share is null ? NodeState.Joining : NodeState.TakingPart;
        }
    }
}
