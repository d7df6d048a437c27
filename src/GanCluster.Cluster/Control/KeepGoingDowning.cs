using Akka.Actor;
using Akka.Cluster;

namespace GanCluster.Cluster.Control;

/// <summary>
/// Every side of a partition goes on: whoever can't be reached for a moment is downed, by everybody who can't reach it. That is safe here as nowhere else,
/// since both sides compute the same bytes; when they meet again they merge. For how long a moment, <see cref="Patience"/> says.
/// </summary>
public sealed class KeepGoingDowning : IDowningProvider
{
    /// <summary>Akka.NET calls this constructor, and hands both over.</summary>
    /// <exception cref="InvalidOperationException">The system has no <see cref="Patience"/> among its setups.</exception>
    public KeepGoingDowning(ActorSystem system, Akka.Cluster.Cluster cluster)
    {
        var setup = system.Settings.Setup.Get<Patience>();
        if (!setup.HasValue) throw new InvalidOperationException($"start the actor system with a {nameof(Patience)} among its setups");
        DowningActorProps = Props.Create(() => new Downing(cluster, setup.Value));
    }

    public TimeSpan DownRemovalMargin => TimeSpan.FromMilliseconds(500);

    public Props DowningActorProps { get; }

    private sealed class Downing : ReceiveActor, IWithTimers
    {
        private readonly Akka.Cluster.Cluster _cluster;
        private readonly HashSet<Address> _cutOff = [];

        public Downing(Akka.Cluster.Cluster cluster, Patience patience)
        {
            _cluster = cluster;
            Receive<ClusterEvent.UnreachableMember>(unreachable => Timers.StartSingleTimer(unreachable.Member.UniqueAddress, unreachable.Member.UniqueAddress, patience.Now));
            Receive<ClusterEvent.ReachableMember>(reachable => Timers.Cancel(reachable.Member.UniqueAddress));
            Receive<ClusterEvent.MemberRemoved>(removed =>
            {
                Timers.Cancel(removed.Member.UniqueAddress);
                if (removed.PreviousStatus == MemberStatus.Down) _cutOff.Add(removed.Member.Address);
            });
            Receive<ClusterEvent.MemberUp>(up =>
            {
                if (_cutOff.Remove(up.Member.Address)) patience.WasWrong();
            });
            Receive<UniqueAddress>(node =>
            {
                if (_cluster.State.Unreachable.Any(member => member.UniqueAddress.Equals(node))) _cluster.Down(node.Address);
            });
            Receive<ClusterEvent.CurrentClusterState>(_ => { });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => _cluster.Subscribe(
            Self, typeof(ClusterEvent.UnreachableMember), typeof(ClusterEvent.ReachableMember), typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberUp));

        protected override void PostStop() => _cluster.Unsubscribe(Self);
    }
}
