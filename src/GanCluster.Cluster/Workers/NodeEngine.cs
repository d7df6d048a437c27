using System.Diagnostics;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Training;
using GanCluster.Core.Wire;
using GanCluster.Core.Workers;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Workers;

/// <summary>
/// A worker and its averager: feeds their rules on one thread and carries out what they decide. It holds the replica and outlives actor systems and data planes,
/// of which it is given new ones when the node goes over to another cluster. The other files of this class: computing, averages, peers, snapshots.
/// </summary>
internal sealed partial class NodeEngine : IDisposable
{
    private readonly OpenedWorkload _workload;
    private readonly ITrainer _trainer;
    private readonly INodeObserver _observer;
    private readonly ILogger _log;
    private readonly Traffic _traffic;
    private readonly BufferPool _pool;
    private readonly LaneThreads _lanes;
    private readonly NodeThread _thread;
    private readonly WorkerState _worker;
    private readonly AveragerState _averager;
    private readonly Queue<Action> _pending = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource<NodeEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IControlLink? _control;
    private PeerTable? _peers;

    public NodeEngine(OpenedWorkload workload, NodeId self, BufferPool pool, Traffic traffic, INodeObserver observer, ILogger log)
    {
        (_workload, _trainer, _observer, _log, _pool, _traffic) = (workload, workload.Trainer, observer, log, pool, traffic);
        var (first, second) = (_trainer.ContributionLength(PhaseNumber.First), _trainer.ContributionLength(new PhaseNumber(workload.Schedule.CriticSteps)));
        Slices = SliceCut.SlicesFor(_trainer.LongestContribution, Math.Min(first, second));
        Tree = new ReductionTree(_trainer.Shards);
        _worker = new WorkerState(self, new WorkerSetting(Tree, Slices, _trainer.Lanes, _trainer.Decisions?.Schedule ?? new DecisionSchedule(workload.Schedule, 0, 0)));
        _averager = new AveragerState(self, Tree, Slices);
        _sums = new SliceSums(pool, Tree);
        _parts = new ContributionParts(pool);
        Snapshots = new SnapshotTransfer(pool, _trainer);
        _freeLanes = new Stack<int>(Enumerable.Range(0, _trainer.Lanes).Reverse());
        _lanes = new LaneThreads(_trainer.Lanes, _trainer.EnterLane, failure => Post(() => throw new InvalidOperationException($"a lane failed: {failure.Message}", failure)));
        _thread = new NodeThread(Math.Max(64L << 20, 4 * sizeof(float) * _trainer.LongestContribution), Tick, Fail);
    }

    public ReductionTree Tree { get; }

    public int Slices { get; }

    public SnapshotTransfer Snapshots { get; }

    /// <summary>Bytes that may wait for a peer on one connection: two phases.</summary>
    public long SendQueueBytes => Math.Max(8L << 20, 2 * sizeof(float) * _trainer.LongestContribution * 5 / 4);

    /// <summary>Done when the run is, when the worker has left, or when it can't go on.</summary>
    public Task<NodeEnd> End => _end.Task;

    /// <summary>Phases that it has committed. From any thread.</summary>
    public long Commits => Volatile.Read(ref _phases);

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public SliceCut CutOf(PhaseNumber phase) => new(_trainer.ContributionLength(phase), Slices);

    public void Post(Action work, long bytes = 0) => _thread.Post(() => Do(work), bytes);

    /// <summary>The first cluster, or another one: with its name in it and the peers that it finds there.</summary>
    public void Enter(NodeId self, IControlLink control, PeerTable peers) => Post(() =>
    {
        (_control, _peers) = (control, peers);
        if (_worker.HasReplica || _worker.Self != self) Feed(new Rejoined(self));
        if (_worker.HasReplica) return;
        _observer.Admitted(_workload, _trainer.Counters.Next);
        Carry(WorkerRules.Begin(_worker, _trainer.Counters.Next, _trainer.Lineage, Decided, HoldsEvaluation, Now, _trainer.EndsRun));
    });

    /// <summary>The cluster is left or lost: until the next one, the replica stands by.</summary>
    public void Leave() => Post(() =>
    {
        var peers = _peers;
        (_control, _peers) = (null, null);
        if (peers is null) return;
        foreach (var peer in peers.Connected.ToList()) Disconnected(peer);
        peers.Dispose();
    });

    public void Happened(NodeEvent @event) => Post(() => Feed(@event));

    public void Fail(Exception failure)
    {
        if (!_end.Task.IsCompleted) LogFailed(failure);
        _end.TrySetResult(new NodeEnd(NodeEndKind.Failed, failure.Message));
    }

    public void Dispose()
    {
        EndEvaluation();
        _thread.Dispose();
        _lanes.Dispose();
        _peers?.Dispose();
        _sums.Dispose();
        _parts.Dispose();
        DisposeVectors();
    }

    private void Do(Action work)
    {
        _clock.WorkBegins();
        work();
        while (_pending.TryDequeue(out var next)) next();
        _clock.WorkEnds();
    }

    private void Tick() => Do(() =>
    {
        _peers?.Tick();
        Feed(Ticked.Now);
    });

    private void Feed(NodeEvent @event)
    {
        if (_end.Task.IsCompleted) return;
        switch (@event)
        {
            case PlanArrived or PeerStated or Rejoined or Ticked:
                Carry(WorkerRules.On(_worker, @event, Now));
                Carry(AveragerRules.On(_averager, @event, Now));
                break;
            case RunFailed failed: Stop(failed.Sentence); break;
            case PeerDisconnected lost:
                Carry(WorkerRules.On(_worker, @event, Now));
                _control?.ToCoordinator(lost);
                break;
            default:
                Carry(WorkerRules.On(_worker, @event, Now));
                break;
        }
    }

    private void Carry(Outcome outcome)
    {
        foreach (var effect in outcome.Effects) Carry(effect);
    }

    private void Carry(NodeEffect effect)
    {
        switch (effect)
        {
            case Fault fault:
                _control?.ToCoordinator(new FaultFound(fault.Sentence));
                Stop(fault.Sentence);
                break;
            case StartShard start: StartShard(start); break;
            case SumOwn sum: SumOwn(sum.Step); break;
            case SendContribution send: SendContribution(send); break;
            case Commit commit: _pending.Enqueue(() => CommitPhase(commit.Phase)); break;
            case SendAverage send: SendAverage(send); break;
            case ForwardAverage forward: ForwardAverage(forward); break;
            case StatePhase state: StatePhase(state); break;
            case WantSnapshot want: WantSnapshot(want); break;
            case SendSnapshot send: SendSnapshot(send); break;
            case Restore: _pending.Enqueue(RestoreReplica); break;
            case TakeDigest take: TakeDigest(take.Phase); break;
            case Report report: _control?.ToCoordinator(new WorkerReported(report.Content)); break;
            case RefusePlan refuse: _control?.ToCoordinatorOf(refuse.Coordinator, new PlanRefused(_worker.Self, refuse.Highest)); break;
            case ReportSilent silent: _control?.ToCoordinator(new AveragerSilent(silent.Phase, silent.Averager)); break;
            case ReportLate late: _control?.ToCoordinator(new ContributionsLate(late.Phase, late.Shards)); break;
            case KeepForEvaluation: break; // the commit of that step has
            case Evaluate evaluate: EvaluateBeside(evaluate.Step); break;
            case ApplyDecision apply: _trainer.Decisions!.Apply(apply.Decision); break;
            case WantDecision want: _control?.ToCoordinator(new DecisionWanted(_worker.Self, want.Step)); break;
            case SumSlice sum: _arrivedHeld |= _sums.Carry(sum.Phase, sum.Slice, sum.Step, _arrived!); break;
            case ForgetPhase forget: Forget(forget.Phase); break;
            case AnswerAwaited answer: AnswerAwaited(answer); break;
            case Exit exit: _end.TrySetResult(new NodeEnd(exit.RunIsDone ? NodeEndKind.RunDone : NodeEndKind.Left)); break;
            default: throw new NotSupportedException(effect.GetType().Name);
        }
    }

    private void Stop(string sentence)
    {
        if (_end.Task.IsCompleted) return;
        LogFault(sentence);
        _end.TrySetResult(NodeEnd.Differing(sentence));
    }
}
