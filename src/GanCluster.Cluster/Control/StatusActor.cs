using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Control;

/// <summary>
/// Brings what this node says of itself to all nodes, and what they say to this node's board, over distributed publish-subscribe. Nothing depends on it but what people
/// see: a message that is lost is followed by the next.
/// </summary>
internal sealed class StatusActor : ReceiveActor, IWithTimers
{
    public const string Name = "status", Topic = "status";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private const int EventsAMessage = 20, PointsAMessage = 200, PointsInAll = 1000, TimesAsked = 5;

    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private readonly StatusBoard _board;
    private readonly Action<Action<NodeStatus>> _ask;
    private readonly Func<bool> _isCoordinator;
    private int _ticks, _asked;
    private bool _answered;

    /// <param name="ask">Asks this node for its status, which comes on any thread.</param>
    /// <param name="isCoordinator">This node's coordinator is the cluster's, which answers who asks for the past.</param>
    public StatusActor(StatusBoard board, Action<Action<NodeStatus>> ask, Func<bool> isCoordinator)
    {
        (_board, _ask, _isCoordinator) = (board, ask, isCoordinator);
        Receive<Tick>(_ => OnTick());
        Receive<Hurry>(_ => TellOwn());
        Receive<Own>(own => Publish(own.Status));
        Receive<NodeStatus>(board.Take);
        Receive<ClusterStatus>(board.Take);
        Receive<EventsHappened>(happened =>
        {
            foreach (var one in happened.Events) board.Take(one);
        });
        Receive<PastWanted>(Answer);
        Receive<PastTold>(told =>
        {
            _answered = true;
            board.TakePast(told.Points, told.Events);
        });
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _mediator.Tell(new Subscribe(Topic, Self));
        Timers.StartPeriodicTimer("tick", Tick.Instance, TimeSpan.Zero, Interval);
    }

    private void OnTick()
    {
        var events = _board.TakeOutgoing(EventsAMessage);
        if (events.Count > 0) Publish(new EventsHappened(events));
        if (_ticks++ % 2 != 0) return;
        TellOwn();
        // Subscriptions take a second or two to become known everywhere.
        if (_answered || _asked >= TimesAsked || _ticks < 4 || _isCoordinator() || _board.Coordinator is null) return;
        _asked++;
        Publish(new PastWanted(_board.OldestStep));
    }

    private void TellOwn()
    {
        var self = Self;
        _ask(status => self.Tell(new Own(status)));
    }

    private void Publish(object message) => _mediator.Tell(new Publish(Topic, message));

    private void Answer(PastWanted wanted)
    {
        if (!_isCoordinator() || Sender.Equals(Self)) return;
        StepPoint[] points = [.. _board.History(PointsInAll).Where(point => wanted.Before is not { } before || point.Step < before)];
        ClusterEvent[] events = [.. _board.EventsAfter(0).Select(happened => happened.Event)];
        foreach (var part in points.Chunk(PointsAMessage)) Sender.Tell(new PastTold(part, []));
        foreach (var part in events.Chunk(EventsAMessage)) Sender.Tell(new PastTold([], part));
        if (points.Length + events.Length == 0) Sender.Tell(new PastTold([], []));
    }

    /// <summary>Something has changed that nobody should wait a second for.</summary>
    internal sealed class Hurry
    {
        public static Hurry Now { get; } = new();
    }

    private sealed record Own(NodeStatus Status);

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}
