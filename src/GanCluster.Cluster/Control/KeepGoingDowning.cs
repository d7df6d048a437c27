using Akka.Actor;
using Akka.Cluster;

namespace GanCluster.Cluster.Control;

/// <summary>
/// Every side of a partition goes on: whoever can't be reached for a moment is downed, by everybody who can't reach it. That is safe here as nowhere else,
/// since both sides compute the same bytes; when they meet again they merge.
/// </summary>
public sealed class KeepGoingDowning : IDowningProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

#pragma warning disable IDE0060 // Akka.NET calls this constructor, and hands both over.
    public KeepGoingDowning(ActorSystem system, Akka.Cluster.Cluster cluster) => DowningActorProps = Props.Create(() => new Downing(cluster));
#pragma warning restore IDE0060

    public TimeSpan DownRemovalMargin => TimeSpan.FromMilliseconds(500);

    public Props DowningActorProps { get; }

    private sealed class Downing : ReceiveActor, IWithTimers
    {
        private readonly Akka.Cluster.Cluster _cluster;

        public Downing(Akka.Cluster.Cluster cluster)
        {
            _cluster = cluster;
            Receive<ClusterEvent.UnreachableMember>(unreachable => Timers.StartSingleTimer(unreachable.Member.UniqueAddress, unreachable.Member.UniqueAddress, Patience));
            Receive<ClusterEvent.ReachableMember>(reachable => Timers.Cancel(reachable.Member.UniqueAddress));
            Receive<ClusterEvent.MemberRemoved>(removed => Timers.Cancel(removed.Member.UniqueAddress));
            Receive<UniqueAddress>(node =>
            {
                if (_cluster.State.Unreachable.Any(member => member.UniqueAddress.Equals(node))) _cluster.Down(node.Address);
            });
            Receive<ClusterEvent.CurrentClusterState>(_ => { });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _cluster.Subscribe(
            Self, typeof(ClusterEvent.UnreachableMember), typeof(ClusterEvent.ReachableMember), typeof(ClusterEvent.MemberRemoved));

        protected override void PostStop() => _cluster.Unsubscribe(Self);
    }
}
