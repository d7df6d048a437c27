using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

internal enum Channel
{
    Contributions,
    Averages,
    Snapshots,
    Control,
}

/// <summary>Connections deliver in order until they break; then everything on the way is lost, and both ends hear of it sooner or later.</summary>
internal sealed partial class Simulation
{
    private const int MostNodes = 24;
    private readonly Dictionary<string, SimNode> _byAddress = [];
    private readonly Link?[] _links = new Link?[MostNodes * MostNodes];
    private long _duplicateUntil;

    /// <summary>While a partition lasts: the side of each address.</summary>
    private readonly List<(int Mask, long Until)> _partitions = [];

    private Link LinkOf(SimNode a, SimNode b) => _links[Math.Min(a.Index, b.Index) * MostNodes + Math.Max(a.Index, b.Index)]!;

    private bool IsCut(SimNode a, SimNode b)
    {
        foreach (var (mask, until) in _partitions)
        {
            if (until > _now && ((mask >> a.Index ^ mask >> b.Index) & 1) != 0) return true;
        }

        return false;
    }

    private void Connect(SimNode a, SimNode b)
    {
        _links[Math.Min(a.Index, b.Index) * MostNodes + Math.Max(a.Index, b.Index)] = new Link();
        if (IsCut(a, b)) Doom(a, b);
    }

    private void Send(SimNode from, NodeId to, Channel channel, NodeEvent @event) => Send(from, to, channel, -1, receiver => Feed(receiver, @event));

    private void SendToCoordinator(SimNode from, NodeEvent @event)
    {
        if (from.View.Count > 0) Send(from, from.View[0], Channel.Control, @event);
    }

    /// <param name="phase">Of tensors, which a send queue bounds; −1 for anything else.</param>
    private void Send(SimNode from, NodeId address, Channel channel, long phase, Action<SimNode> deliver, long transfer = 0)
    {
        if (!_byAddress.TryGetValue(address.Address, out var to) || !to.Alive) return;
        if (to == from)
        {
            _pending.Enqueue(() =>
            {
                if (to.Alive) deliver(to);
            });
            return;
        }

        var link = LinkOf(from, to);
        if (!link.Up || link.Doomed) return;
        if (IsCut(from, to))
        {
            Doom(from, to);
            return;
        }

        if (to.Frozen && phase >= 0)
        {
            if (link.OldestQueued < 0) link.OldestQueued = phase;
            else if (phase >= link.OldestQueued + 2)
            {
                Drop(from, to);
                return;
            }
        }

        ref var last = ref link.LastDelivery[(from.Index < to.Index ? 0 : 4) + (int)channel];
        last = Math.Max(_now + _chance.Int(300, 2_500) + transfer, last + 1);
        var epoch = link.Epoch;
        At(to, last - _now, () =>
        {
            if (link.Epoch == epoch) deliver(to);
        });
        if (_now >= _duplicateUntil) return;
        _situations |= Situations.Duplicates;
        At(to, last - _now + _chance.Int(1, 400) * Millisecond, () => deliver(to));
    }

    /// <summary>From now on what is sent is lost, and nobody knows: until a timeout says so.</summary>
    private void Doom(SimNode a, SimNode b)
    {
        var link = LinkOf(a, b);
        if (!link.Up || link.Doomed) return;
        link.Doomed = true;
        link.Epoch++;
        var epoch = link.Epoch;
        After(_chance.Int(100, 2_000) * Millisecond, () =>
        {
            if (link.Epoch == epoch) Drop(a, b);
        });
    }

    private void Drop(SimNode a, SimNode b)
    {
        var link = LinkOf(a, b);
        if (!link.Up) return;
        (link.Up, link.Doomed, link.OldestQueued) = (false, false, -1);
        link.Epoch++;
        At(a, 10, () => Feed(a, new PeerDisconnected(b.Id)));
        At(b, 10, () => Feed(b, new PeerDisconnected(a.Id)));
        Reconnect(a, b);
    }

    private void Reconnect(SimNode a, SimNode b) => After(_chance.Int(50, 300) * Millisecond, () =>
    {
        var link = LinkOf(a, b);
        if (!a.Alive || !b.Alive || link.Up) return;
        if (a.Frozen || b.Frozen || IsCut(a, b))
        {
            Reconnect(a, b);
            return;
        }

        link.Up = true;
        At(a, 10, () => Feed(a, new PeerConnected(b.Id)));
        At(b, 10, () => Feed(b, new PeerConnected(a.Id)));
    });

    private sealed class Link
    {
        public bool Up { get; set; } = true;
        public bool Doomed { get; set; }
        public int Epoch { get; set; }
        public long OldestQueued { get; set; } = -1;
        public long[] LastDelivery { get; } = new long[8];
    }
}
