using GanCluster.Core.Acceptance;
using GanCluster.Core.Coordination;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Protocol;
using GanCluster.Core.Workers;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>
/// The rules on a virtual network and clock. Nodes run the machines of Core as the actors will; the network delays, loses and repeats what they send;
/// faults come by the schedule. Every commit is compared with the undisturbed run. The other files of this class: effects, network, membership, faults.
/// </summary>
internal sealed partial class Simulation
{
    private const long Second = 1_000_000, Millisecond = 1_000;
    private const long TickInterval = 100 * Millisecond;

    /// <summary>Virtual seconds from the last fault until commits have to have resumed.</summary>
    private const long Patience = 30 * Second;

    private readonly Schedule _schedule;
    private readonly RuleSwitches _switches;
    private readonly SimulationSwitches _broken;
    private readonly ToyRun _run;
    private readonly ToyReplica[] _reference;
    private readonly WorkerSetting _workerSetting;
    private readonly CoordinatorSetting _coordinatorSetting;
    private readonly List<SimNode> _nodes = [];
    private readonly PriorityQueue<Action, long> _events = new();
    private readonly Queue<Action> _pending = new();
    private readonly System.Text.StringBuilder? _trace;
    private Chance _chance;
    private long _now, _sequence, _count;
    private string? _failure;
    private Situations _situations;
    private long _lastCommit, _longestGap;
    private bool _stopped;

    private Simulation(Schedule schedule, RuleSwitches switches, SimulationSwitches broken, bool trace)
    {
        (_schedule, _switches, _broken) = (schedule, switches, broken);
        _trace = trace ? new System.Text.StringBuilder() : null;
        _chance = new Chance(schedule.Seed ^ 0xABCDEF);
        _run = new ToyRun(schedule.Seed % 64, schedule.Shards, schedule.Slices);
        var decisions = new DecisionSchedule(new PhaseSchedule(1), schedule.Decisions ? 3 : 0, 2);
        _reference = ToyReference.Train(_run, decisions, schedule.Last);
        _workerSetting = new WorkerSetting(_run.Tree, schedule.Slices, 1, decisions);
        _coordinatorSetting = new CoordinatorSetting(_run.Tree, schedule.Slices, schedule.Layout, 1, new PhaseNumber(schedule.Last), decisions);
    }

    private TimeSpan Now => TimeSpan.FromMicroseconds(_now);

    private bool EndsRun(ToyReplica replica) => _schedule.EndsAt > 0 && replica.Phase == _schedule.EndsAt;

    public static SimulationResult Run(Schedule schedule, RuleSwitches? switches = null, SimulationSwitches? broken = null) =>
        new Simulation(schedule, switches ?? RuleSwitches.AllOn, broken ?? new SimulationSwitches(), false).Run();

    public static (SimulationResult Result, string Trace) RunTraced(Schedule schedule, RuleSwitches? switches = null, SimulationSwitches? broken = null)
    {
        var simulation = new Simulation(schedule, switches ?? RuleSwitches.AllOn, broken ?? new SimulationSwitches(), true);
        return (simulation.Run(), simulation._trace!.ToString());
    }

    private SimulationResult Run()
    {
        for (var i = 0; i < _schedule.Nodes; i++) AddNode($"n{i}");
        foreach (var node in _nodes)
        {
            node.View.AddRange(_nodes.Select(member => member.Id));
            node.Replica = new ToyReplica(_run);
            Carry(node, WorkerRules.Begin(node.Worker, PhaseNumber.First, node.Replica.Lineage, 0, 0, Now));
        }

        After(0, Gossip);
        ScheduleFaults();
        var limit = 400 * Second;
        try
        {
            while (_failure is null && _events.TryDequeue(out var next, out var priority))
            {
                _now = priority >> 24;
                if (_now > limit) Fail($"not at the end after {limit / Second} s: {Describe()}");
                _count++;
                next();
                while (_failure is null && _pending.TryDequeue(out var action)) action();
                if (IsOver()) break;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(exception.ToString());
        }

        if (_failure is null) CheckEnd();
        return new SimulationResult(
            _schedule, _failure, _situations, _applied, _now / (double)Second, _longestGap / (double)Second, _count, ShardsOfJoiners());
    }

    private SimNode AddNode(string address)
    {
        var id = new NodeId(address, _chance.Int(1, 1 << 30));
        var node = new SimNode(
            _nodes.Count, id, new WorkerState(id, _workerSetting, _switches), new AveragerState(id, _run.Tree, _run.Slices, _switches))
        { JoinedAt = _now };
        node.Came = new ToySum?[_run.Slices];
        node.CameOfNext = new ToySum?[_run.Slices];
        node.Retained = new ToySum?[_run.Slices];
        _nodes.Add(node);
        _byAddress[address] = node;
        foreach (var other in _nodes)
        {
            if (other != node && other.Alive) Connect(node, other);
        }

        At(node, _chance.Int(0, 99) * Millisecond, () => Tick(node));
        return node;
    }

    private void Tick(SimNode node)
    {
        Feed(node, Ticked.Now);
        AtSkippingFrozen(node, TickInterval, () => Tick(node));
    }

    /// <summary>After a delay in microseconds, in order of time, then of scheduling.</summary>
    private void After(long delay, Action action) => _events.Enqueue(action, (_now + delay) << 24 | (_sequence++ & 0xFFFFFF));

    /// <summary>On a node: lost if it is dead by then, kept until it thaws if it is frozen.</summary>
    private void At(SimNode node, long delay, Action action) => After(delay, () =>
    {
        if (!node.Alive) return;
        if (node.Frozen) node.Inbox.Enqueue(action);
        else action();
    });

    private void AtSkippingFrozen(SimNode node, long delay, Action action) => After(delay, () =>
    {
        if (!node.Alive) return;
        if (node.Frozen) AtSkippingFrozen(node, delay, action);
        else action();
    });

    private void Fail(string what)
    {
        _failure ??= $"{what} (at {_now / (double)Second:0.000} s)";
        Trace(null, () => $"FAILED: {what}");
    }

    private void Trace(SimNode? node, Func<string> line)
    {
        _trace?.Append($"{_now / 1000.0,10:0.0} ms  {node?.Id.Address,-4} ").AppendLine(line());
    }

    private string Describe() => string.Join("; ", _nodes.Where(node => node.Alive).Select(Describe));

    private static string Describe(SimNode node)
    {
        var worker = node.Worker;
        var flags = (node.Frozen ? " frozen" : "") + (node.Leaving ? " leaving" : "") + (node.Coordinator is null ? "" : " coordinator");
        return $"{node.Id} phase {node.Replica?.Phase.ToString() ?? "none"}{flags} view [{string.Join(',', node.View.Select(id => id.Address))}], "
            + $"busy {worker.BusyLanes}, missing {worker.Missing}, donor {worker.Donor}, ahead {worker.Ahead}, snapshot {worker.SnapshotPhase}, "
            + $"plan's base {worker.Plans.Highest?.Base} and last {worker.Plans.Highest?.Last}, decided {worker.Decided}";
    }

    private bool IsOver()
    {
        foreach (var node in _nodes)
        {
            // Who never got a replica can't go on alone once everybody else is gone.
            if (node.Alive && (node.Replica is not null || AnyReplica())) return false;
        }

        return true;
    }

    private int ShardsOfJoiners()
    {
        var shards = 0;
        for (var i = _schedule.Nodes; i < _nodes.Count; i++) shards += _nodes[i].ShardsComputed;
        return shards;
    }

    private bool AnyReplica()
    {
        foreach (var node in _nodes)
        {
            if (node is { Alive: true, Replica: not null }) return true;
        }

        return false;
    }

    private void CheckEnd()
    {
        if (_stopped) return;
        foreach (var node in _nodes)
        {
            if (node is not { Exited: true, Leaving: false, Replica: { } replica }) continue;
            if (replica.Phase != _schedule.End) Fail($"{node.Id} ended at phase {replica.Phase} of {_schedule.End}");
        }
    }
}

/// <summary>What the host itself may do wrong, to show that the simulator notices.</summary>
internal sealed record SimulationSwitches
{
    /// <summary>Off: an averager adds what comes as it comes.</summary>
    public bool SumInTree { get; init; } = true;

    /// <summary>Rule 7. Off: when the coordinator is gone, no other node becomes it.</summary>
    public bool Succession { get; init; } = true;
}
