using GanCluster.Core.Coordination;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>
/// What Akka.Cluster does, as far as the rules see it: who can't be heard is suspected, then downed by every side; who is told that it was downed
/// rejoins; the oldest member is the coordinator's node. Faster than Akka, so that a short run sees all of it.
/// </summary>
internal sealed partial class Simulation
{
    private const long GossipInterval = 200 * Millisecond;
    private const long SuspectedAfter = 600 * Millisecond;
    private const long DownedAfter = 1_600 * Millisecond;

    private void Gossip()
    {
        var coordinators = 0;
        for (var i = 0; i < _nodes.Count; i++)
        {
            var node = _nodes[i];
            if (!node.Runs || node.View.Count == 0) continue;
            Watch(node);
            if (node.View.Count == 0) continue;
            var oldest = node.View[0] == node.Id;
            if (oldest && node.Coordinator is null && (_broken.Succession || _now == 0))
            {
                node.Coordinator = new CoordinatorState(node.Id, _coordinatorSetting, _switches);
                if (_now > 0) _situations |= Situations.Succession;
                Trace(node, () => "is the coordinator");
                FeedCoordinator(node, new SingletonStarted([.. node.View]));
            }
            else if (!oldest) node.Coordinator = null;

            if (node.Coordinator is not null) coordinators++;
        }

        if (coordinators > 1) _situations |= Situations.TwoCoordinators;
        CheckProgress();
        After(GossipInterval, Gossip);
    }

    private void Watch(SimNode node)
    {
        var downed = false;
        for (var i = node.View.Count - 1; i >= 0; i--)
        {
            if (node.View.Count <= i) break;
            var id = node.View[i];
            if (id == node.Id) continue;
            var other = _byAddress[id.Address];
            if (other.Id != id || (other.Exited && !other.Alive) || (other.Alive && !other.Frozen && other.View.Count == 0 && !IsCut(node, other)))
            {
                RemoveMember(node, id);
                continue;
            }

            var reachable = other.Runs && !IsCut(node, other);
            if (reachable && !other.View.Contains(node.Id)) downed = true;
            if (reachable)
            {
                if (!downed) Learn(node, other);
                node.UnreachableSince.Remove(id);
                node.Unreachable.Remove(id);
                continue;
            }

            if (!node.UnreachableSince.TryGetValue(id, out var since)) node.UnreachableSince[id] = since = _now;
            if (_now - since >= SuspectedAfter && node.Unreachable.Add(id)) FeedCoordinator(node, new MemberUnreachable(id));
            if (_now - since >= DownedAfter) RemoveMember(node, id);
        }

        if (downed) Rejoin(node, null);
        if (node.View.Count == 0) node.Coordinator = null;
    }

    /// <summary>Gossip: members that joined by another seed become known.</summary>
    private void Learn(SimNode node, SimNode other)
    {
        foreach (var id in other.View)
        {
            if (node.View.Contains(id)) continue;
            var member = _byAddress[id.Address];
            if (member.Id != id || !member.Runs || IsCut(node, member)) continue;
            if (!node.Removed.Contains(id)) AddMember(node, id);
            else if (node.JoinedAt > member.JoinedAt || (node.JoinedAt == member.JoinedAt && node.Index > member.Index))
            {
                // Two that have downed one another and share a member: one cluster keeps only one of them.
                Rejoin(node, null);
                return;
            }
        }
    }

    private void AddMember(SimNode node, NodeId id)
    {
        var joined = _byAddress[id.Address];
        var at = node.View.Count;
        while (at > 0 && _byAddress[node.View[at - 1].Address] is { } before && (before.JoinedAt, before.Index).CompareTo((joined.JoinedAt, joined.Index)) > 0) at--;
        node.View.Insert(at, id);
        FeedCoordinator(node, new MemberUp(id));
    }

    private void RemoveMember(SimNode node, NodeId id)
    {
        node.View.Remove(id);
        node.Removed.Add(id);
        node.UnreachableSince.Remove(id);
        node.Unreachable.Remove(id);
        FeedCoordinator(node, new MemberRemoved(id));
    }

    /// <summary>Leaves one cluster and joins another, in the same process, with the replica.</summary>
    private void Rejoin(SimNode node, string? address)
    {
        if (node.Rejoining || !node.Alive) return;
        Trace(node, () => $"leaves its cluster to rejoin at {address ?? "any seed"}");
        node.Rejoining = true;
        node.View.Clear();
        node.UnreachableSince.Clear();
        node.Unreachable.Clear();
        node.Coordinator = null;
        AtSkippingFrozen(node, _chance.Int(200, 800) * Millisecond, () => Join(node, address, 5));
    }

    private void Join(SimNode node, string? address, int attempts)
    {
        var seed = FindSeed(node, address);
        if (seed is null && attempts > 0)
        {
            AtSkippingFrozen(node, _chance.Int(100, 400) * Millisecond, () => Join(node, address, attempts - 1));
            return;
        }

        node.Rejoining = false;
        node.Id = new NodeId(node.Id.Address, _chance.Int(1, 1 << 30));
        node.JoinedAt = _now;
        node.View.Clear();
        node.Removed.Clear();
        if (seed is not null) node.View.AddRange(seed.View);
        node.View.RemoveAll(id => id.Address == node.Id.Address);
        node.View.Add(node.Id);
        Trace(node, () => $"joins {seed?.Id.Address ?? "nobody"} as {node.Id}");
        Feed(node, new Rejoined(node.Id));
        foreach (var id in node.View)
        {
            var member = _byAddress[id.Address];
            if (member == node || member.Id != id || !member.Alive) continue;
            At(member, _chance.Int(1, 100) * Millisecond, () =>
            {
                var old = member.View.FindIndex(known => known.Address == node.Id.Address && known != node.Id);
                if (old >= 0) RemoveMember(member, member.View[old]);
                if (member.View.Count == 0 || member.View.Contains(node.Id)) return;
                AddMember(member, node.Id);
            });
        }
    }

    private SimNode? FindSeed(SimNode node, string? address)
    {
        if (address is not null && _byAddress.TryGetValue(address, out var wanted) && IsSeed(node, wanted)) return wanted;
        SimNode? best = null;
        foreach (var other in _nodes)
        {
            if (IsSeed(node, other) && (best is null || other.View.Count > best.View.Count)) best = other;
        }

        return best;
    }

    private bool IsSeed(SimNode node, SimNode other) =>
        other != node && other.Runs && other.View.Count > 0 && !IsCut(node, other) && _byAddress[other.Id.Address] == other;

    private void ShowCluster(SimNode node, ShowCluster show)
    {
        if (_now - node.Sighted < Second / 2) return;
        node.Sighted = _now;
        foreach (var other in _nodes)
        {
            if (other == node || !other.Alive || node.View.Contains(other.Id)) continue;
            Send(node, other.Id, Channel.Control, -1, receiver => SendToCoordinator(receiver, new ClusterSighted(show.Sighting)));
        }
    }

    private void SendRejoin(SimNode node, OrderRejoin order)
    {
        _situations |= _healed ? Situations.MergeAfterPartition : Situations.None;
        Send(node, order.To, Channel.Control, -1, receiver => Rejoin(receiver, order.Address));
    }

    private void CheckProgress()
    {
        var since = Math.Max(_lastFault, _lastCommit);
        if (_now - since > Patience && _events.Count > 0) Fail($"no commit for {(_now - since) / Second} s after the last fault: {Describe()}");
        if (_now - _lastFault < 15 * Second) return;
        foreach (var node in _nodes)
        {
            if (!node.Alive || node.Leaving || node.View.Count == 0) continue;
            foreach (var other in _nodes)
            {
                if (other.Alive && !other.Leaving && other.View.Count > 0 && !node.View.Contains(other.Id) && _now - _lastExit > 5 * Second)
                {
                    Fail($"{node.Id} and {other.Id} are in two clusters 15 s after the last fault: {Describe()}");
                    return;
                }
            }
        }
    }
}
