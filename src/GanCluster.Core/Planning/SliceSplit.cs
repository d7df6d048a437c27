using GanCluster.Core.Membership;

namespace GanCluster.Core.Planning;

/// <summary>Where averages are made: <c>averaging</c> in the configuration.</summary>
public enum AveragingLayout
{
    /// <summary>Star up to three workers, sharded above.</summary>
    Auto,

    /// <summary>Every slice on the coordinator's node: a parameter server.</summary>
    Star,

    /// <summary>A part of the slices on every worker: reduce-scatter and all-gather.</summary>
    Sharded,
}

/// <summary>Which node averages which slice. A slice stays where it is as long as that node has no more than its part.</summary>
public static class SliceSplit
{
    /// <summary>With more workers than this, <see cref="AveragingLayout.Auto"/> shards.</summary>
    public const int MostForStar = 3;

    /// <param name="candidates">Nodes that may average, in the order of the plan; at least one.</param>
    /// <param name="before">The averagers of the plan before, or nothing.</param>
    public static NodeId[] Split(
        AveragingLayout layout, int slices, NodeId coordinator, IReadOnlyList<NodeId> candidates, IReadOnlyList<NodeId>? before = null)
    {
        var star = layout == AveragingLayout.Star || (layout == AveragingLayout.Auto && candidates.Count <= MostForStar);
        var averagers = new NodeId[slices];
        if (star)
        {
            Array.Fill(averagers, candidates.Contains(coordinator) ? coordinator : candidates[0]);
            return averagers;
        }

        var load = new int[candidates.Count];
        var most = (slices + candidates.Count - 1) / candidates.Count;
        var open = new List<int>();
        for (var slice = 0; slice < slices; slice++)
        {
            var at = before is not null && before.Count == slices ? IndexOf(candidates, before[slice]) : -1;
            if (at < 0 || load[at] >= most) open.Add(slice);
            else
            {
                averagers[slice] = candidates[at];
                load[at]++;
            }
        }

        foreach (var slice in open)
        {
            var least = 0;
            for (var i = 1; i < load.Length; i++) least = load[i] < load[least] ? i : least;
            averagers[slice] = candidates[least];
            load[least]++;
        }

        return averagers;
    }

    private static int IndexOf(IReadOnlyList<NodeId> nodes, NodeId node)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] == node) return i;
        }

        return -1;
    }
}
