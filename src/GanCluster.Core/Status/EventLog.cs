namespace GanCluster.Core.Status;

/// <summary>The newest events of all nodes, numbered in the order in which they came here. Not for several threads.</summary>
public sealed class EventLog
{
    private const int Most = 500;

    private readonly Queue<NumberedEvent> _events = new();
    private readonly HashSet<(long Origin, long Number)> _known = [];

    /// <summary>The number of the newest one; 0 before the first.</summary>
    public long Newest { get; private set; }

    public IReadOnlyList<NumberedEvent> All => [.. _events];

    /// <returns>False for one that is known already.</returns>
    public bool Add(ClusterEvent happened)
    {
        if (!_known.Add((happened.Origin, happened.Number))) return false;
        _events.Enqueue(new NumberedEvent(++Newest, happened));
        if (_events.Count <= Most) return true;
        var oldest = _events.Dequeue().Event;
        _known.Remove((oldest.Origin, oldest.Number));
        return true;
    }

    public IReadOnlyList<NumberedEvent> After(long number) => [.. _events.Where(happened => happened.Number > number)];
}

/// <param name="Number">Of this node's own count: what who follows live goes on from.</param>
public readonly record struct NumberedEvent(long Number, ClusterEvent Event);
