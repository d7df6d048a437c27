using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Coordination;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Workers;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>Feeds the machines of a node, and carries out what they decide.</summary>
internal sealed partial class Simulation
{
    private void Feed(SimNode node, NodeEvent @event)
    {
        switch (@event)
        {
            case PlanArrived or PeerStated or Rejoined or Ticked:
                FeedWorker(node, @event);
                Carry(node, AveragerRules.On(node.Averager, @event, Now));
                if (@event is Ticked) FeedCoordinator(node, @event);
                break;
            case PeerConnected or PeerDisconnected:
                FeedWorker(node, @event);
                FeedCoordinator(node, @event);
                break;
            case ContributionArrived:
                Carry(node, AveragerRules.On(node.Averager, @event, Now));
                break;
            case SingletonStarted or MemberUp or MemberUnreachable or MemberRemoved or WorkerReported or ContributionsLate or AveragerSilent
                or PlanRefused or ClusterSighted or StopRequested or FaultFound or DecisionWanted or DecisionMade:
                FeedCoordinator(node, @event);
                break;
            default:
                FeedWorker(node, @event);
                break;
        }
    }

    private void FeedWorker(SimNode node, NodeEvent @event)
    {
        var before = node.Worker.Plans.Highest?.Order;
        var outcome = WorkerRules.On(node.Worker, @event, Now);
        if (@event is not Rejoined && before is { } order && node.Worker.Plans.Highest!.Order < order) Fail($"{node.Id} follows {node.Worker.Plans.Highest.Order} after {order}");
        if (_trace is not null && @event is not Ticked) Trace(node, () => $"{(@event is RecomputeOrdered o ? "RecomputeOrdered " + o.Phase + ":" + string.Join(",", o.Shards) : @event.GetType().Name)}: {outcome.Reason}");
        Carry(node, outcome);
    }

    private void FeedCoordinator(SimNode node, NodeEvent @event)
    {
        if (node.Coordinator is not { } coordinator) return;
        var plan = coordinator.Plan;
        var outcome = CoordinatorRules.On(coordinator, @event, Now);
        if (_trace is not null && !ReferenceEquals(plan, coordinator.Plan))
        {
            var made = coordinator.Plan!;
            Trace(node, () => $"PLAN {made.Order} from {made.From}: {made.Reason}; " + string.Join(", ", made.Shares.Select(share => $"{share.Worker.Address} {share.Shards}")) + " | " + string.Join(' ', made.Averagers.Select(averager => averager.Address)));
        }

        if (@event is AveragerSilent && !ReferenceEquals(plan, coordinator.Plan)) _situations |= Situations.SlicesMoved;
        if (plan is not null && coordinator.Plan!.Order.Term > plan.Order.Term) _situations |= Situations.TermRaised;
        Carry(node, outcome);
    }

    private void Carry(SimNode node, Outcome outcome)
    {
        var effects = outcome.Effects;
        var sent = false;
        for (var i = 0; i < effects.Count && node.Alive; i++)
        {
            if (effects[i] is SendAverage average && node.CrashMidBroadcast && average.To.Address != node.Id.Address)
            {
                if (sent && CanLose(node))
                {
                    node.CrashMidBroadcast = false;
                    _situations |= Situations.AveragerDeadBetweenRecipients;
                    Crash(node, vanish: false, outlivedBy: 5 * Millisecond);
                    return;
                }

                sent = true;
            }

            Carry(node, effects[i]);
        }
    }

    private void Carry(SimNode node, NodeEffect effect)
    {
        switch (effect)
        {
            case Fault fault: Fail($"fault: {fault.Sentence}"); break;
            case StartShard start: Compute(node, start); break;
            case SumOwn sum: Step(node.Own, static step => step, sum.Step, null); break;
            case SendContribution send: Contribute(node, send); break;
            case Commit commit: Apply(node, commit); break;
            case SendAverage send: SendSlice(node, send.To, send.Phase.Value, send.Slice.Value, Channel.Averages); break;
            case ForwardAverage forward:
                for (var slice = 0; slice < _run.Slices; slice++) SendSlice(node, forward.To, forward.Phase.Value, slice, Channel.Snapshots);
                break;
            case StatePhase state:
                Send(node, state.To, Channel.Averages, new PeerStated(node.Id, state.Phase, state.Lineage, state.Missing));
                break;
            case WantSnapshot want: Send(node, want.Donor, Channel.Snapshots, new SnapshotWanted(node.Id, want.Has)); break;
            case SendSnapshot send: Donate(node, send.To); break;
            case Restore: TakeSnapshot(node); break;
            case TakeDigest take:
                var digest = node.Replica!.Digest();
                At(node, _chance.Int(1, 30) * Millisecond, () => Feed(node, new DigestTaken(take.Phase, digest)));
                break;
            case Report report: SendToCoordinator(node, new WorkerReported(report.Content)); break;
            case RefusePlan refuse: Send(node, refuse.Coordinator, Channel.Control, new PlanRefused(node.Id, refuse.Highest)); break;
            case ReportSilent silent: SendToCoordinator(node, new AveragerSilent(silent.Phase, silent.Averager)); break;
            case KeepForEvaluation keep: node.Replica!.Keep(keep.Step); break;
            case Evaluate evaluate: EvaluateLater(node, evaluate.Step); break;
            case WantDecision want: SendToCoordinator(node, new DecisionWanted(node.Id, want.Step)); break;
            case ApplyDecision apply: node.Replica!.Decide(apply.Decision.Step, apply.Decision.Value); break;
            case Exit exit: Leave(node, exit.RunIsDone); break;
            case SumSlice sum: SumSlice(node, sum); break;
            case ForgetPhase forget: Forget(node, forget.Phase.Value); break;
            case AnswerAwaited answer: Send(node, answer.To, Channel.Averages, new AverageAwaited(node.Id, answer.Phase, answer.Slice, answer.SendAgain)); break;
            case ReportLate late: SendToCoordinator(node, new ContributionsLate(late.Phase, late.Shards)); break;
            case SendPlan send: SendPlan(node, send); break;
            case AskState ask: Send(node, ask.To, Channel.Control, new StateAsked()); break;
            case OrderRecompute order:
                _situations |= Situations.Recomputed;
                Send(node, order.To, Channel.Control, new RecomputeOrdered(order.Phase, order.Shards));
                break;
            case OrderEvaluation order: Send(node, order.To, Channel.Control, new EvaluationOrdered(order.Step)); break;
            case SendDecision send: Send(node, send.To, Channel.Control, new DecisionPublished(send.Decision)); break;
            case ShowCluster show: ShowCluster(node, show); break;
            case OrderRejoin order: SendRejoin(node, order); break;
            case EndRun end:
                CheckAllFinished(node);
                Send(node, end.To, Channel.Control, new RunEnded());
                break;
            default: throw new NotSupportedException(effect.GetType().Name);
        }
    }

    private void Compute(SimNode node, StartShard start)
    {
        if (node.Replica!.Phase != start.Phase.Value) Fail($"{node.Id} computes phase {start.Phase} at phase {node.Replica.Phase}");
        var took = node.Stuck ? 12 * Second : _schedule.ShardCost * _chance.Int(800, 1_300) * node.SlowFactor;
        At(node, took, () =>
        {
            if (node.Replica.Phase != start.Phase.Value)
            {
                Fail($"{node.Id}: the replica changed under a lane");
                return;
            }

            var sum = node.Replica.Gradient(start.Shard.Value);
            _computed = sum;
            node.ShardsComputed++;
            Feed(node, new ShardComputed(start.Phase, start.Shard, ChunkChecksums.Of(sum.Values), TimeSpan.FromMicroseconds(took)));
        });
    }

    private ToySum? _computed, _contribution;

    private void Contribute(SimNode node, SendContribution send)
    {
        var sum = node.Own[_run.Tree.Canonical(send.Node)].Slice(send.Slice.Value);
        var arrived = new ContributionArrived(node.Id, send.Phase, node.Replica!.Lineage, send.Slice, send.Node, ChunkChecksums.Of(sum.Values));
        Send(node, send.To, Channel.Contributions, send.Phase.Value, to =>
        {
            _contribution = sum;
            Feed(to, arrived);
        });
    }

    private void SumSlice(SimNode node, SumSlice sum)
    {
        if (sum.Step.Action == CoverageAction.Release) _situations |= Situations.OverlappingNodes;
        Step(node.Sums, tree => (sum.Phase.Value, sum.Slice.Value, tree), sum.Step, _contribution);
        if (!_broken.SumInTree && sum.Step.Action == CoverageAction.Hold)
        {
            // In order of arrival: the root's sum is replaced by it when it appears.
            var running = (sum.Phase.Value, sum.Slice.Value, new TreeNode(-1, 0));
            node.Sums[running] = node.Sums.TryGetValue(running, out var before) ? ToySum.Add(before, _contribution!) : _contribution!;
        }

        if (node.Sums.Count > AveragerRules.PhasesHeld * _run.Slices * (_run.Shards / 2 + 3)) Fail($"{node.Id} holds {node.Sums.Count} sums");
    }

    private void Step<TKey>(Dictionary<TKey, ToySum> sums, Func<TreeNode, TKey> key, CoverageStep step, ToySum? came) where TKey : notnull
    {
        switch (step.Action)
        {
            case CoverageAction.Hold: sums[key(step.Node)] = came ?? _computed!; break;
            case CoverageAction.Release: sums.Remove(key(step.Node)); break;
            default:
                sums.Remove(key(step.Left), out var left);
                var right = step.Left == step.Right ? left : null;
                if (right is null) sums.Remove(key(step.Right), out right);
                sums[key(step.Node)] = ToySum.Add(left!, right!);
                break;
        }
    }

    private static void Forget(SimNode node, long phase)
    {
        List<(long, int, TreeNode)>? old = null;
        foreach (var key in node.Sums.Keys)
        {
            if (key.Phase == phase) (old ??= []).Add(key);
        }

        if (old is null) return;
        foreach (var key in old) node.Sums.Remove(key);
    }

    private ToySum? Find(SimNode node, long phase, int slice)
    {
        if (node.Replica is { } replica)
        {
            if (phase == replica.Phase && node.Came[slice] is { } came) return came;
            if (phase == replica.Phase - 1 && node.Retained[slice] is { } retained) return retained;
        }

        if (!_broken.SumInTree && node.Sums.TryGetValue((phase, slice, new TreeNode(-1, 0)), out var running)) return running;
        return node.Sums.TryGetValue((phase, slice, _run.Tree.Root), out var sum) ? sum : null;
    }

    private void SendSlice(SimNode node, NodeId to, long phase, int slice, Channel channel)
    {
        if (Find(node, phase, slice) is not { } sum)
        {
            Fail($"{node.Id} has no slice {slice} of phase {phase} to send");
            return;
        }

        var arrived = new AverageArrived(node.Id, new PhaseNumber(phase), _reference[phase].Lineage, new SliceIndex(slice), ChunkChecksums.Of(sum.Values));
        Send(node, to, channel, phase, receiver =>
        {
            if (receiver.Replica is { } replica)
            {
                if (phase == replica.Phase) receiver.Came[slice] ??= sum;
                else if (phase == replica.Phase + 1) receiver.CameOfNext[slice] ??= sum;
            }

            Feed(receiver, arrived);
        });
    }

    private void Apply(SimNode node, Commit commit)
    {
        var replica = node.Replica!;
        if (replica.Phase != commit.Phase.Value) Fail($"{node.Id} commits phase {commit.Phase} at phase {replica.Phase}");
        var once = 0x0101_0101_0101_0101UL >> (64 - 8 * _run.Shards);
        foreach (var slice in node.Came)
        {
            if (slice is null || slice.Counts != once) Fail($"{node.Id}, phase {commit.Phase}: shards counted {slice?.Counts:x16}");
        }

        if (_failure is not null) return;
        replica.Commit(node.Came!);
        (node.Retained, node.Came, node.CameOfNext) = (node.Came, node.CameOfNext, new ToySum?[_run.Slices]);
        node.Own.Clear();
        if (!replica.SameAs(_reference[replica.Phase])) Fail($"{node.Id} differs from the undisturbed run after phase {commit.Phase}");
        _longestGap = Math.Max(_longestGap, _now - _lastCommit);
        _lastCommit = _now;
        if (replica.Phase == _schedule.End) TriggerAtTheEnd();
        var done = new Committed(commit.Phase, replica.Lineage, EndsRun(replica));
        _pending.Enqueue(() =>
        {
            if (node.Alive) Feed(node, done);
        });
    }

    private void Donate(SimNode node, NodeId to)
    {
        _situations |= Situations.Snapshot;
        var copy = node.Replica!.Copy();
        var arrived = new SnapshotArrived(node.Id, new PhaseNumber(copy.Phase), copy.Lineage, true);
        var transfer = _schedule.SnapshotTime > 0 ? _schedule.SnapshotTime * Millisecond : _chance.Int(50, 700) * Millisecond;
        TriggerDonor(node);
        Send(node, to, Channel.Snapshots, -1, receiver =>
        {
            receiver.Snapshot = copy;
            Feed(receiver, arrived);
        }, transfer);
        for (var progress = Second / 4; progress < transfer; progress += Second / 4)
        {
            At(node, progress, () => Send(node, to, Channel.Control, new SnapshotProgressed(node.Id)));
        }
    }

    private void TakeSnapshot(SimNode node)
    {
        var replica = node.Replica = node.Snapshot!.Copy();
        node.Came = new ToySum?[_run.Slices];
        node.CameOfNext = new ToySum?[_run.Slices];
        node.Retained = new ToySum?[_run.Slices];
        node.Own.Clear();
        var restored = new Restored(new PhaseNumber(replica.Phase), replica.Lineage, replica.Decided, replica.HeldStep, EndsRun(replica));
        _pending.Enqueue(() =>
        {
            if (node.Alive) Feed(node, restored);
        });
    }

    private void EvaluateLater(SimNode node, long step)
    {
        if (node.Replica!.HeldStep != step)
        {
            Fail($"{node.Id} was told to evaluate step {step} and holds {node.Replica.HeldStep}");
            return;
        }

        var decision = new Decision(step, node.Replica.Evaluate());
        At(node, _chance.Int(50, 700) * Millisecond, () => SendToCoordinator(node, new DecisionMade(decision)));
    }

    private void SendPlan(SimNode node, SendPlan send)
    {
        if (send.Plan.Averagers.Count != _run.Slices) Fail("a plan without all slices");
        Send(node, send.To, Channel.Control, new PlanArrived(send.Plan));
    }
}
