using GanCluster.Core.Identity;
using GanCluster.Core.Membership;

namespace GanCluster.Core.Planning;

/// <summary>One worker's part: the shards that it owns. An empty range still receives every average.</summary>
public sealed record PlanShare(NodeId Worker, ShardRange Shards);

/// <summary>Who computes which shards and who averages which slice, from a phase on, until the next plan.</summary>
/// <param name="Coordinator">Who made it, and hears refusals.</param>
/// <param name="Base">The newest phase that the coordinator knew, with <paramref name="BaseLineage"/>: who is there on another lineage doesn't belong to this run.</param>
/// <param name="From">The first phase that it holds for.</param>
/// <param name="Last">The phase that the run ends before.</param>
/// <param name="Shares">Together all shards, in order; none at all: the run is paused.</param>
/// <param name="Averagers">The averager of each slice.</param>
public sealed record Plan(
    PlanOrder Order,
    NodeId Coordinator,
    PhaseNumber Base,
    Lineage BaseLineage,
    PhaseNumber From,
    PhaseNumber Last,
    IReadOnlyList<PlanShare> Shares,
    IReadOnlyList<NodeId> Averagers,
    string Reason)
{
    public bool IsPaused => Shares.Count == 0;

    public PlanShare? ShareOf(NodeId worker)
    {
        for (var i = 0; i < Shares.Count; i++)
        {
            if (Shares[i].Worker == worker) return Shares[i];
        }

        return null;
    }

    public NodeId? OwnerOf(int shard)
    {
        for (var i = 0; i < Shares.Count; i++)
        {
            if (Shares[i].Shards.Contains(shard)) return Shares[i].Worker;
        }

        return null;
    }

    public bool Averages(NodeId node)
    {
        for (var i = 0; i < Averagers.Count; i++)
        {
            if (Averagers[i] == node) return true;
        }

        return false;
    }
}
