using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>What goes wrong. A fault that would leave no replica alive becomes the break of a connection.</summary>
internal sealed partial class Simulation
{
    private readonly Queue<FaultPlan> _atTheEnd = new();
    private readonly Queue<FaultPlan> _atADonor = new();
    private int _applied;
    private long _lastFault, _lastExit;
    private bool _healed;
    private bool _ended;

    private void ScheduleFaults()
    {
        foreach (var fault in _schedule.Faults) After(fault.At * Millisecond, () => Apply(fault));
    }

    private void Apply(FaultPlan fault)
    {
        _applied++;
        _lastFault = Math.Max(_lastFault, _now);
        var alive = _nodes.FindAll(node => node.Runs);
        if (alive.Count == 0) return;
        var node = alive[fault.Node % alive.Count];
        var coordinator = alive.Find(candidate => candidate.Coordinator is not null) ?? node;
        var averager = alive.Find(candidate => candidate.Averager.Plans.Highest?.Averages(candidate.Id) ?? false) ?? node;
        Trace(node, () => $"FAULT {fault}");
        switch (fault.Kind)
        {
            case FaultKind.Crash: CrashOrBreak(node, false, fault); break;
            case FaultKind.Vanish: CrashOrBreak(node, true, fault); break;
            case FaultKind.CrashCoordinator: CrashOrBreak(coordinator, fault.Node % 2 == 0, fault); break;
            case FaultKind.Freeze: Freeze(node, fault.Lasts); break;
            case FaultKind.FreezeCoordinator: Freeze(coordinator, fault.Lasts); break;
            case FaultKind.FreezeAverager: Freeze(averager, fault.Lasts); break;
            case FaultKind.Slow: Slow(node, 2 + fault.Node % 5, fault.Lasts); break;
            case FaultKind.Stick: Stick(node, fault); break;
            case FaultKind.Partition: Partition(fault); break;
            case FaultKind.Break: BreakOne(node, fault); break;
            case FaultKind.Join: JoinNew(fault); break;
            case FaultKind.Leave: LeaveOrBreak(node, fault); break;
            case FaultKind.LeaveCoordinator: LeaveOrBreak(coordinator, fault); break;
            case FaultKind.CrashMidBroadcast: averager.CrashMidBroadcast = true; break;
            case FaultKind.CrashDonor:
                _atADonor.Enqueue(fault);
                if (fault.Node % 2 == 0) JoinNew(fault);
                break;
            case FaultKind.CrashAtTheEnd or FaultKind.BreakAtTheEnd: _atTheEnd.Enqueue(fault); break;
            case FaultKind.Duplicate: Duplicate(fault); break;
            case FaultKind.WildPlan: SendWildPlan(node); break;
            case FaultKind.Stop:
                _stopped = true;
                Feed(coordinator, new StopRequested());
                break;
            default: throw new NotSupportedException(fault.Kind.ToString());
        }
    }

    private bool CanLose(SimNode node)
    {
        var others = 0;
        foreach (var other in _nodes)
        {
            if (other != node && other is { Alive: true, Leaving: false, Replica: not null, Worker.Exiting: false }) others++;
        }

        return others > 0;
    }

    private void CrashOrBreak(SimNode node, bool vanish, FaultPlan fault)
    {
        if (CanLose(node)) Crash(node, vanish, 0);
        else BreakOne(node, fault);
    }

    private void Crash(SimNode node, bool vanish, long outlivedBy)
    {
        Trace(node, () => vanish ? "vanishes" : "crashes");
        if (node.Worker.Followers.Count > 0) _situations |= Situations.DonorDead;
        if (_ended) _situations |= Situations.ExitAtTheLastPhase;
        node.Alive = false;
        node.Coordinator = null;
        _lastFault = Math.Max(_lastFault, _now);
        foreach (var other in _nodes)
        {
            if (other == node || !other.Alive) continue;
            After(outlivedBy + _chance.Int(1, vanish ? 3_000 : 50) * Millisecond, () => Drop(node, other));
        }

        Unstick();
    }

    /// <summary>A stuck worker that is the only one left would be a stall of no rule's making.</summary>
    private void Unstick()
    {
        foreach (var node in _nodes)
        {
            if (node is { Alive: true, Stuck: false, Leaving: false, Replica: not null, Exited: false }) return;
        }

        foreach (var node in _nodes) node.Stuck = false;
    }

    private void Freeze(SimNode node, int milliseconds)
    {
        if (node.Frozen) return;
        node.Frozen = true;
        _lastFault = Math.Max(_lastFault, _now + milliseconds * Millisecond);
        After(milliseconds * Millisecond, () => Thaw(node));
    }

    private void Thaw(SimNode node)
    {
        if (!node.Alive) return;
        Trace(node, () => "thaws");
        if (node.Averager.Plans.Highest?.Averages(node.Id) ?? false) _situations |= Situations.ThawedAverager;
        node.Frozen = false;
        node.UnreachableSince.Clear();
        foreach (var other in _nodes)
        {
            if (other != node && other.Alive && LinkOf(node, other) is { } link) link.OldestQueued = -1;
        }

        while (node.Inbox.TryDequeue(out var action)) After(_chance.Int(1, 20), action);
    }

    private void Slow(SimNode node, int factor, int milliseconds)
    {
        node.SlowFactor = factor;
        After(milliseconds * Millisecond, () => node.SlowFactor = 1);
    }

    private void Stick(SimNode node, FaultPlan fault)
    {
        if (_nodes.Exists(other => other is { Alive: true, Stuck: true })) BreakOne(node, fault);
        else node.Stuck = true;
        Unstick();
    }

    private void Partition(FaultPlan fault)
    {
        var mask = 1 + fault.Node % ((1 << Math.Max(2, _nodes.Count)) - 2);
        _partitions.Add((mask, _now + fault.Lasts * Millisecond));
        _lastFault = Math.Max(_lastFault, _now + fault.Lasts * Millisecond);
        for (var a = 0; a < _nodes.Count; a++)
        {
            for (var b = a + 1; b < _nodes.Count; b++)
            {
                if (_nodes[a].Alive && _nodes[b].Alive && IsCut(_nodes[a], _nodes[b])) Doom(_nodes[a], _nodes[b]);
            }
        }

        After(fault.Lasts * Millisecond, () => _healed = true);
    }

    private void BreakOne(SimNode node, FaultPlan fault)
    {
        var others = _nodes.FindAll(other => other != node && other.Alive);
        if (others.Count > 0) Drop(node, others[fault.Node / 7 % others.Count]);
    }

    private void JoinNew(FaultPlan fault)
    {
        if (_nodes.Count >= MostNodes) return;
        // Half of them are restarts: a new process at the address of a dead one.
        var dead = _nodes.Find(node => !node.Alive && _byAddress[node.Id.Address] == node);
        var joiner = AddNode(dead is not null && fault.Node % 2 == 0 ? dead.Id.Address : $"n{_nodes.Count}");
        joiner.Rejoining = true;
        Join(joiner, null, 20);
    }

    private void LeaveOrBreak(SimNode node, FaultPlan fault)
    {
        if (!CanLose(node) || node.Leaving)
        {
            BreakOne(node, fault);
            return;
        }

        _situations |= Situations.Left;
        node.Leaving = true;
        Feed(node, new LeaveOrdered());
        Unstick();
    }

    private void TriggerDonor(SimNode donor)
    {
        if (!_atADonor.TryDequeue(out var fault)) return;
        At(donor, _chance.Int(0, 700) * Millisecond, () =>
        {
            if (!CanLose(donor)) return;
            _situations |= Situations.DonorDead;
            Crash(donor, fault.Lasts % 2 == 0, 0);
        });
    }

    private void TriggerAtTheEnd()
    {
        _ended = true;
        while (_atTheEnd.TryDequeue(out var fault))
        {
            After(_chance.Int(0, 300) * Millisecond, () =>
            {
                var alive = _nodes.FindAll(node => node.Runs);
                if (alive.Count == 0) return;
                var node = alive[fault.Node % alive.Count];
                _lastFault = Math.Max(_lastFault, _now);
                if (fault.Kind == FaultKind.CrashAtTheEnd) CrashOrBreak(node, fault.Node % 2 == 0, fault);
                else BreakOne(node, fault);
            });
        }
    }

    private void Duplicate(FaultPlan fault) => _duplicateUntil = _now + fault.Lasts * Millisecond;

    private void SendWildPlan(SimNode node)
    {
        if (node.Worker.Plans.Highest is not { } plan) return;
        var wild = plan with { Order = new PlanOrder(long.MaxValue / 2, 1, 1), Shares = [new PlanShare(new("nobody", 1), new ShardRange(0, _run.Shards))], Reason = "wild" };
        Feed(node, new PlanArrived(wild));
    }

    /// <summary>Nobody exits before the last phase of every member that isn't lost has been heard.</summary>
    private void CheckAllFinished(SimNode node)
    {
        foreach (var id in node.View)
        {
            var other = _byAddress[id.Address];
            if (other.Id != id || !other.Runs || other.Leaving || IsCut(node, other) || _now - other.JoinedAt < Second || !other.View.Contains(node.Id)) continue;
            if (other.Replica is null || other.Replica.Phase < node.Replica!.Phase) Fail($"{node.Id} ends at phase {node.Replica!.Phase} while {other.Id} is at {other.Replica?.Phase}");
        }
    }

    /// <summary>Leaves the cluster; what it has sent still arrives.</summary>
    private void Leave(SimNode node, bool runIsDone)
    {
        Trace(node, () => runIsDone ? "ends" : "has left");
        if (_ended && !runIsDone) _situations |= Situations.ExitAtTheLastPhase;
        // Otherwise the coordinator was asked when it published the end.
        if (runIsDone && !_switches.WaitForAllAtTheEnd) CheckAllFinished(node);
        node.Exited = true;
        node.Alive = false;
        node.Coordinator = null;
        _lastExit = _now;
        foreach (var other in _nodes)
        {
            if (other != node && other.Alive) After(60 * Millisecond, () => Drop(node, other));
        }

        Unstick();
    }
}
