using GanCluster.Core.Averaging;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Acceptance;

/// <summary>What became of a contribution that was offered.</summary>
public enum AcceptVerdict
{
    /// <summary>It is held, or already joined with its siblings.</summary>
    Held,

    /// <summary>It or an ancestor is held: dropped.</summary>
    Covered,

    /// <summary>It came before with other bytes: a fault of one of the two senders.</summary>
    Differs,

    /// <summary>No node of this tree.</summary>
    OutsideTree,
}

/// <summary>What the owner of the sums has to do.</summary>
public enum CoverageAction
{
    /// <summary>Keep what came as the sum of <see cref="CoverageStep.Node"/>.</summary>
    Hold,

    /// <summary>Forget the sum of <see cref="CoverageStep.Node"/>: what came contains it.</summary>
    Release,

    /// <summary>Add right to left as the sum of <see cref="CoverageStep.Node"/>, and forget both.</summary>
    Join,
}

public readonly record struct CoverageStep(CoverageAction Action, TreeNode Node, TreeNode Left = default, TreeNode Right = default);

/// <summary>
/// The disjoint nodes held of one average. Coverage only grows, so the root appears exactly when every leaf is covered, in any order, from anyone,
/// and its sum is the same whatever the order was.
/// </summary>
public sealed class NodeCoverage(ReductionTree tree)
{
    private readonly List<TreeNode> _held = [];
    private readonly List<Arrival> _arrivals = [];

    internal RuleSwitches Switches { get; init; } = RuleSwitches.AllOn;

    public ReductionTree Tree => tree;

    /// <summary>Disjoint, in no order.</summary>
    public IReadOnlyList<TreeNode> Held => _held;

    public bool IsComplete => _held.Count == 1 && _held[0] == tree.Root;

    /// <param name="steps">Receives what to do with the sums, in order; cleared first.</param>
    /// <param name="other">Who sent the same node with other bytes, where the verdict is <see cref="AcceptVerdict.Differs"/>.</param>
    public AcceptVerdict Offer(TreeNode node, ulong checksum, NodeId from, List<CoverageStep> steps, out NodeId other)
    {
        steps.Clear();
        other = default;
        if (!tree.Contains(node)) return AcceptVerdict.OutsideTree;
        node = tree.Canonical(node);
        foreach (var arrival in _arrivals)
        {
            if (arrival.Node != node || arrival.Checksum == checksum) continue;
            other = arrival.From;
            return AcceptVerdict.Differs;
        }

        if (HolderOf(node) is { } holder)
        {
            if (Switches.DropDuplicates) return AcceptVerdict.Covered;
            steps.Add(new CoverageStep(CoverageAction.Hold, node));
            steps.Add(new CoverageStep(CoverageAction.Join, holder, holder, node));
            return AcceptVerdict.Covered;
        }

        _arrivals.Add(new Arrival(node, checksum, from));
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            if (!Covers(node, _held[i])) continue;
            steps.Add(new CoverageStep(CoverageAction.Release, _held[i]));
            _held.RemoveAt(i);
        }

        steps.Add(new CoverageStep(CoverageAction.Hold, node));
        JoinUpward(node, steps);
        return AcceptVerdict.Held;
    }

    public bool Covers(int shard) => HolderOf(TreeNode.Leaf(shard)) is not null;

    public bool Covers(int first, int end)
    {
        for (var shard = first; shard < end; shard++)
        {
            if (!Covers(shard)) return false;
        }

        return true;
    }

    /// <summary>Forgets what is held, for a new phase.</summary>
    public void Clear()
    {
        _held.Clear();
        _arrivals.Clear();
    }

    private void JoinUpward(TreeNode node, List<CoverageStep> steps)
    {
        while (node != tree.Root && _held.Remove(node.Sibling))
        {
            var parent = tree.Canonical(node.Parent);
            var (left, right) = node.IsLeftChild ? (node, node.Sibling) : (node.Sibling, node);
            steps.Add(new CoverageStep(CoverageAction.Join, parent, left, right));
            node = parent;
        }

        _held.Add(node);
    }

    private TreeNode? HolderOf(TreeNode node)
    {
        foreach (var held in _held)
        {
            if (Covers(held, node)) return held;
        }

        return null;
    }

    private bool Covers(TreeNode outer, TreeNode inner) => outer.First <= inner.First && tree.End(outer) >= tree.End(inner);

    private readonly record struct Arrival(TreeNode Node, ulong Checksum, NodeId From);
}
