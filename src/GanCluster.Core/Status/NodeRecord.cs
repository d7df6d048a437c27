namespace GanCluster.Core.Status;

/// <summary>One node as a board knows it: its newest account, and those of the last seconds for its rates.</summary>
internal sealed class NodeRecord(NodeStatus first, long heard)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private readonly Queue<NodeStatus> _recent = new([first]);

    public NodeStatus Newest { get; private set; } = first;

    /// <summary>Timestamp of the board's clock.</summary>
    public long Heard { get; private set; } = heard;

    /// <summary>What has been said of it since it was heard last, by events; nothing.</summary>
    public bool IsGone { get; set; }

    public void Add(NodeStatus status, long heard)
    {
        (Newest, Heard, IsGone) = (status, heard, false);
        _recent.Enqueue(status);
        while (_recent.Count > 2 && status.Uptime - _recent.Peek().Uptime > Window) _recent.Dequeue();
    }

    public NodeRates Rates
    {
        get
        {
            var before = _recent.Peek();
            var (seconds, work, then) = ((Newest.Uptime - before.Uptime).TotalSeconds, Newest.Work, before.Work);
            if (seconds <= 0) return default;
            var phases = Math.Max(1, work.Phases - then.Phases);
            return new NodeRates(
                (work.Shards - then.Shards) / seconds,
                (work.BytesIn - then.BytesIn) / seconds,
                (work.BytesOut - then.BytesOut) / seconds,
                (work.Compute - then.Compute) / phases,
                (work.Exchange - then.Exchange) / phases,
                (work.Wait - then.Wait) / phases,
                (work.Commit - then.Commit) / phases);
        }
    }
}

/// <summary>What a node does now, over the last seconds; the times are means a phase.</summary>
public readonly record struct NodeRates(
    double ShardsPerSecond, double BytesInPerSecond, double BytesOutPerSecond, TimeSpan Compute, TimeSpan Exchange, TimeSpan Wait, TimeSpan Commit);
