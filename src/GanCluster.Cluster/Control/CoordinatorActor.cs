using Akka.Actor;
using Akka.Cluster;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Admission;
using GanCluster.Core.Averaging;
using GanCluster.Core.Coordination;
using GanCluster.Core.Decisions;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Status;
using GanCluster.Core.Succession;
using Microsoft.Extensions.Logging;
using ClusterEvent = Akka.Cluster.ClusterEvent;

namespace GanCluster.Cluster.Control;

/// <summary>
/// The coordinator: feeds its rules and sends what they decide. A cluster singleton, and all that it knows can be lost: the next one asks. What the cluster's run is,
/// the first worker that it hears says, and every other one is held against that.
/// </summary>
internal sealed partial class CoordinatorActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100), ShowInterval = TimeSpan.FromSeconds(1);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ActorDirectory _nodes;
    private readonly NodeOptions _options;
    private readonly RunOptions _run;
    private readonly INodeObserver _observer;
    private readonly StatusBoard _board;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ILogger _log;
    private readonly NodeId _self;
    private readonly Dictionary<NodeId, Member> _members = [];
    private readonly HashSet<NodeId> _admitted = [], _refused = [];
    private WorkerRegistered? _first;
    private CoordinatorState? _state;
    private Plan? _plan;
    private TimeSpan _shown = -ShowInterval;
    private bool _isSuccessor;
    private bool _ended;

    public CoordinatorActor(NodeOptions options, INodeObserver observer, StatusBoard board, ILogger log, TimeProvider time)
    {
        (_options, _observer, _board, _log, _time, _start) = (options, observer, board, log, time, time.GetTimestamp());
        _startedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        _run = ResolvedConfiguration.Read(options.Configuration!, "config.json").Options!;
        _nodes = new ActorDirectory(Context.System);
        _self = ActorDirectory.IdOf(_cluster.SelfUniqueAddress);

        Receive<RunWanted>(wanted => _nodes.Worker(wanted.By).Tell(new RunOffered(options.Configuration!)));
        Receive<WorkerRegistered>(Register);
        Receive<WorkerReported>(reported =>
        {
            _isSuccessor |= reported.Report.Highest is not null;
            if (_admitted.Contains(reported.Report.Node)) Feed(reported);
            else _nodes.Worker(reported.Report.Node).Tell(new RegistrationWanted());
        });
        Receive<WorkerStep>(step => _observer.StepCompleted(step));
        Receive<ClusterEvent.UnreachableMember>(gone => Feed(new MemberUnreachable(ActorDirectory.IdOf(gone.Member.UniqueAddress))));
        Receive<ClusterEvent.ReachableMember>(back =>
        {
            if (_admitted.Contains(ActorDirectory.IdOf(back.Member.UniqueAddress))) Feed(new MemberUp(ActorDirectory.IdOf(back.Member.UniqueAddress)));
        });
        Receive<ClusterEvent.MemberRemoved>(removed => Remove(ActorDirectory.IdOf(removed.Member.UniqueAddress), removed.PreviousStatus == MemberStatus.Down));
        Receive<ClusterEvent.IMemberEvent>(changed => _members[ActorDirectory.IdOf(changed.Member.UniqueAddress)] = changed.Member);
        Receive<Tick>(_ =>
        {
            Feed(Ticked.Now);
            PublishStatusIfDue();
        });
        Receive<NodeEvent>(Feed);
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(_start);

    protected override void PreStart()
    {
        LogBegins(_self);
        Timers.StartPeriodicTimer("tick", Tick.Instance, TickInterval);
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.UnreachableMember), typeof(ClusterEvent.ReachableMember));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void Register(WorkerRegistered registered)
    {
        var node = registered.Node;
        // It may be out of the cluster by the time its message is read, and would be waited for without end; who is a member says it again until it is answered.
        if (!_members.ContainsKey(node)) return;
        _first ??= registered;
        var (verdict, reason) = AdmissionRule.Decide(_first.Registration, registered.Registration, _run.Cluster.AllowMixedNumerics == Switch.On);
        if (verdict != AdmissionVerdict.Admitted)
        {
            _nodes.Worker(node).Tell(new RegistrationRefused(reason));
            if (!_refused.Add(node)) return;
            LogRefused(node, reason);
            _observer.WorkerRefused(node, reason);
            return;
        }

        _nodes.Worker(node).Tell(new RegistrationAccepted());
        if (!_admitted.Add(node)) return;
        LogAdmitted(node);
        _observer.WorkerAdmitted(node);
        if (_state is not null) Feed(new MemberUp(node));
        else if (_admitted.Count >= _options.StartWith || _isSuccessor) Begin(registered.Slices);
    }

    private void Begin(int slices)
    {
        var phases = new PhaseSchedule(_run.Training.CriticSteps);
        _state = new CoordinatorState(_self, new CoordinatorSetting(
            new ReductionTree(_run.Training.Shards), slices, _run.Cluster.Averaging, _run.Cluster.MinWorkers, phases.After(_run.Training.Steps), new DecisionSchedule(phases, 0, 0))
        { Shares = _run.Cluster.Shares });
        // A successor asks everyone who is there, admitted by it or not yet: the newest replica may be anyone's.
        Feed(new SingletonStarted(_isSuccessor ? [.. Workers().Union(_admitted)] : [.. _admitted]));
    }

    private IEnumerable<NodeId> Workers() =>
        from member in _members
        where member.Value.Status == MemberStatus.Up && member.Value.HasRole(NodeSystem.WorkerRole)
        select member.Key;

    /// <param name="isLost">It didn't leave in good order.</param>
    private void Remove(NodeId node, bool isLost)
    {
        _members.Remove(node);
        if (_admitted.Remove(node))
        {
            if (isLost) LogLost(node);
            else LogLeft(node);
            _observer.WorkerLost(node);
        }

        // A successor may wait for one that was there when it began and has never come to it.
        Feed(new MemberRemoved(node));
    }

    private void Feed(NodeEvent @event)
    {
        if (_state is null) return;
        var outcome = CoordinatorRules.On(_state, @event, Now);
        if (!ReferenceEquals(_state.Plan, _plan))
        {
            _plan = _state.Plan!;
            LogPlan(_plan.Order.Term, _plan.Order.Epoch, _plan.From.Value, new PlanShares(_plan), _plan.Reason);
            _observer.PlanMade(_plan);
            _plans++;
            PublishStatus();
        }

        if (@event is ClusterSighted && outcome.Effects.Count > 0) LogMerge(outcome.Reason);
        foreach (var effect in outcome.Effects) Carry(effect);
    }

    private void Carry(NodeEffect effect)
    {
        switch (effect)
        {
            case SendPlan send: _nodes.Worker(send.To).Tell(new PlanArrived(send.Plan)); break;
            case AskState ask: _nodes.Worker(ask.To).Tell(new StateAsked()); break;
            case OrderRecompute order:
                _reassigned += order.Shards.Count;
                _observer.RecomputeOrdered(order.To, order.Phase, order.Shards.Count);
                _nodes.Worker(order.To).Tell(new RecomputeOrdered(order.Phase, order.Shards));
                break;
            case OrderEvaluation order: _nodes.Worker(order.To).Tell(new EvaluationOrdered(order.Step)); break;
            case SendDecision send: _nodes.Worker(send.To).Tell(new DecisionPublished(send.Decision)); break;
            case ShowCluster show: Show(show.Sighting); break;
            case OrderRejoin order: _nodes.Worker(order.To).Tell(new RejoinOrdered(order.Address)); break;
            case EndRun end: EndRun(end.To); break;
            case FailRun fail: FailRun(fail); break;
            case Fault fault: LogFault(fault.Sentence); break;
        }
    }

    private void Show(ClusterSighting sighting)
    {
        if (_shown + ShowInterval > Now) return;
        _shown = Now;
        foreach (var worker in _admitted) _nodes.Worker(worker).Tell(new ClusterShown(sighting));
    }

    private void FailRun(FailRun fail)
    {
        _nodes.Worker(fail.To).Tell(new RunFailed(fail.Sentence));
        if (_ended) return;
        _ended = true;
        PublishStatus();
        _observer.RunFailed(fail.Sentence);
    }

    private void EndRun(NodeId worker)
    {
        _nodes.Worker(worker).Tell(new RunEnded());
        if (_ended) return;
        _ended = true;
        var final = _state!.Final!;
        LogEnded(final.FinalDigest!.Value.Short);
        PublishStatus();
        _observer.RunEnded(final.Phase!.Value, final.Lineage, final.FinalDigest.Value);
    }

    private readonly struct PlanShares(Plan plan)
    {
        public override string ToString() => string.Join(", ", plan.Shares.Select(share => $"{share.Worker.Address} {share.Shards}"));
    }

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}
