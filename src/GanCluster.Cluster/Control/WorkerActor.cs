using Akka.Actor;
using Akka.Cluster;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Succession;

namespace GanCluster.Cluster.Control;

/// <summary>A node's ear on the control plane: takes what the coordinator and the cluster say to the node that hosts it.</summary>
internal sealed class WorkerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    public WorkerActor(IWorkerHost host)
    {
        Receive<NodeEvent>(host.Happened);
        Receive<RunOffered>(offered => host.Offered(offered.Configuration));
        Receive<RegistrationWanted>(_ => host.RegisterAgain());
        Receive<RegistrationAccepted>(_ =>
        {
            host.Accepted();
            Self.Tell(Tick.Instance); // peers are greeted at once
        });
        Receive<RegistrationRefused>(refused => host.Refused(refused.Sentence));
        Receive<PeerGreeted>(host.Greeted);
        Receive<ClusterShown>(shown => host.Shown(shown.Sighting));
        Receive<RejoinOrdered>(ordered => host.Rejoin(ordered.Address));
        Receive<ClusterEvent.MemberRemoved>(removed => host.Removed(ActorDirectory.IdOf(removed.Member.UniqueAddress), removed.PreviousStatus == MemberStatus.Down));
        Receive<Tick>(_ =>
        {
            host.Tick([.. Others()]);
            foreach (var coordinator in host.SoughtCoordinators()) coordinator.Tell(new Identify(null));
        });
        Receive<ActorIdentity>(found =>
        {
            if (found.Subject is { } coordinator) host.CoordinatorFound(coordinator.Path.Address.ToString());
        });
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, TimeSpan.Zero, Interval);
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private IEnumerable<NodeId> Others() =>
        from member in _cluster.State.Members
        where member.Status == MemberStatus.Up && member.HasRole(NodeSystem.WorkerRole) && !member.UniqueAddress.Equals(_cluster.SelfUniqueAddress)
        select ActorDirectory.IdOf(member.UniqueAddress);

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}

/// <summary>What a worker's actor hands on. Called on the actor's thread: nothing here may take long.</summary>
internal interface IWorkerHost
{
    void Happened(NodeEvent @event);

    void Offered(string configuration);

    void RegisterAgain();

    void Accepted();

    void Refused(string sentence);

    void Greeted(PeerGreeted greeted);

    void Rejoin(string address);

    /// <param name="cutOff">It didn't leave: it can't be reached, and may go on elsewhere.</param>
    void Removed(NodeId node, bool cutOff);

    void Shown(ClusterSighting sighting);

    /// <param name="others">The other workers that are members.</param>
    void Tick(IReadOnlyList<NodeId> others);

    /// <summary>Where a coordinator may be, of another cluster, while this one has none: they are asked to identify themselves. Nothing at most ticks.</summary>
    IEnumerable<ActorSelection> SoughtCoordinators();

    /// <param name="address">Of the node on which one lives that was sought.</param>
    void CoordinatorFound(string address);
}
