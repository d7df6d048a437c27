using GanCluster.Core.Membership;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Status;

/// <summary>
/// What one process knows of its cluster: of itself at first hand, of the others from what they publish. Bounded, however long the run. For several threads; nobody
/// who writes waits for a reader longer than a copy of it takes.
/// </summary>
public sealed class StatusBoard(TimeProvider time)
{
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan GoneAreShown = TimeSpan.FromMinutes(10);
    private const int MostNodes = 256, MostOutgoing = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeRecord> _nodes = [];
    private readonly StepHistory _history = new();
    private readonly EventLog _events = new();
    private readonly Queue<ClusterEvent> _outgoing = new();
    private long _raised;
    private ClusterStatus? _cluster;
    private long _clusterHeard, _stepped;
    private string _run = "", _configuration = "", _self = "";
    private CheckpointStatus? _checkpoint;
    private HealthVerdict? _verdict;
    private EvaluationVerdict? _evaluation;

    /// <summary>Names this process among all that raise events; another one after a restart.</summary>
    public long Origin { get; } = time.GetUtcNow().Ticks ^ ((long)Environment.ProcessId << 40);

    /// <summary>Text of the run's <c>config.json</c>; empty before it is known.</summary>
    public string Configuration
    {
        get
        {
            lock (_gate) return _configuration;
        }
    }

    /// <summary>This node's own newest account; nothing before the first.</summary>
    public NodeView? Own
    {
        get
        {
            lock (_gate) return _nodes.TryGetValue(_self, out var own) ? Show(own) : null;
        }
    }

    public Whereabouts Whereabouts
    {
        get
        {
            lock (_gate) return new Whereabouts(_run, _nodes.TryGetValue(_self, out var own) ? own.Newest : null, _history.Newest, _cluster?.Plan?.Order);
        }
    }

    /// <summary>Who said last that it is the coordinator.</summary>
    public NodeId? Coordinator
    {
        get
        {
            lock (_gate) return _cluster?.Coordinator;
        }
    }

    /// <summary>The newest that this process has written.</summary>
    public CheckpointStatus? Checkpoint
    {
        get
        {
            lock (_gate) return _checkpoint;
        }
    }

    public void Checkpointed(CheckpointStatus checkpoint)
    {
        lock (_gate) _checkpoint = checkpoint;
    }

    public void Learn(string run, string configuration)
    {
        lock (_gate)
        {
            if (run.Length > 0) _run = run;
            if (configuration.Length > 0) _configuration = configuration;
        }
    }

    public void Take(NodeStatus status)
    {
        lock (_gate)
        {
            var endpoint = status.Node.Endpoint;
            if (_nodes.TryGetValue(endpoint, out var known) && known.Newest.Process == status.Process) known.Add(status, time.GetTimestamp());
            else if (known is not null || _nodes.Count < MostNodes) _nodes[endpoint] = new NodeRecord(status, time.GetTimestamp());
        }
    }

    public void TakeOwn(NodeStatus status)
    {
        lock (_gate)
        {
            _self = status.Node.Endpoint;
            Take(status);
        }
    }

    /// <summary>Between two accounts: what it does has changed.</summary>
    public void OwnStateIs(NodeState state)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(_self, out var own)) own.Add(own.Newest with { State = state }, time.GetTimestamp());
        }
    }

    public void Take(ClusterStatus status)
    {
        lock (_gate)
        {
            (_cluster, _clusterHeard) = (status, time.GetTimestamp());
            if (status.Run.Length > 0) _run = status.Run;
        }
    }

    /// <summary>Of another node.</summary>
    public void Take(ClusterEvent happened)
    {
        lock (_gate) Note(happened);
    }

    /// <summary>Of this process: it is also to be published.</summary>
    public void Raise(ClusterEventKind kind, string text, NodeId? node = null, long step = -1)
    {
        lock (_gate)
        {
            var happened = new ClusterEvent(Origin, ++_raised, time.GetUtcNow().ToUnixTimeMilliseconds(), kind, node?.Endpoint ?? "", step, text);
            Note(happened);
            if (_outgoing.Count < MostOutgoing) _outgoing.Enqueue(happened);
        }
    }

    /// <summary>Takes at most so many events that are to be published.</summary>
    public IReadOnlyList<ClusterEvent> TakeOutgoing(int most)
    {
        lock (_gate)
        {
            var taken = new List<ClusterEvent>();
            while (taken.Count < most && _outgoing.TryDequeue(out var next)) taken.Add(next);
            return taken;
        }
    }

    public void Add(in StepPoint point)
    {
        lock (_gate)
        {
            if (_history.Add(point)) _stepped = time.GetTimestamp();
        }
    }

    public void Judge(HealthVerdict verdict)
    {
        lock (_gate) _verdict = verdict;
    }

    public void Judge(EvaluationVerdict evaluation)
    {
        lock (_gate) _evaluation = evaluation;
    }

    public void TakePast(IReadOnlyList<StepPoint> past, IReadOnlyList<ClusterEvent> events)
    {
        lock (_gate)
        {
            _history.Prepend(past);
            foreach (var happened in events) Note(happened);
        }
    }

    public BoardView View
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return new BoardView(
                    _run, _cluster, Age(_clusterHeard), [.. _nodes.Values.Select(Show).OrderBy(node => node.Status.Node)],
                    _history.Last, _history.Last is null ? null : Age(_stepped), _events.Newest, _verdict, _evaluation);
            }
        }
    }

    public long? OldestStep
    {
        get
        {
            lock (_gate) return _history.Oldest;
        }
    }

    /// <summary>Phases whose average wasn't finite, in the steps that this process has seen.</summary>
    public long SkippedPhases
    {
        get
        {
            lock (_gate) return _history.Skipped;
        }
    }

    public IReadOnlyList<StepPoint> History(int most)
    {
        lock (_gate) return _history.Thinned(most);
    }

    public IReadOnlyList<StepPoint> StepsAfter(long step)
    {
        lock (_gate) return _history.After(step);
    }

    public IReadOnlyList<NumberedEvent> EventsAfter(long number)
    {
        lock (_gate) return _events.After(number);
    }

    private TimeSpan Age(long heard) => time.GetElapsedTime(heard);

    private void Note(ClusterEvent happened)
    {
        if (!_events.Add(happened)) return;
        if (happened.Kind is ClusterEventKind.WorkerLost && _nodes.TryGetValue(happened.Node, out var lost)) lost.IsGone = true;
    }

    private NodeView Show(NodeRecord record)
    {
        var age = Age(record.Heard);
        return new NodeView(record.Newest, record.Rates, age, PresenceOf(record, age));
    }

    private NodePresence PresenceOf(NodeRecord record, TimeSpan age)
    {
        var status = record.Newest;
        if (status.State is NodeState.Leaving or NodeState.Done && (record.IsGone || age > SilentAfter)) return NodePresence.Left;
        if (record.IsGone) return NodePresence.Lost;
        var member = _cluster?.Members.FirstOrDefault(member => member.Node == status.Node);
        if (member is { IsLost: true }) return NodePresence.Lost;
        if (age <= SilentAfter) return NodePresence.Here;
        // Silent, and the coordinator that would know it no more knows others: it was removed.
        return status.IsWorker && member is null && Age(_clusterHeard) <= SilentAfter ? NodePresence.Lost : NodePresence.Silent;
    }

    private void Forget()
    {
        foreach (var endpoint in _nodes.Where(node => Age(node.Value.Heard) > GoneAreShown).Select(node => node.Key).ToList()) _nodes.Remove(endpoint);
    }
}
