using System.Numerics;

namespace GanCluster.Core.Averaging;

/// <summary>
/// The one order in which gradients are summed. Float addition isn't associative, so the sum over the shards is fixed as a binary tree by shard
/// number, whoever computes which shard. Where a node has no right sibling, its parent is the node itself, passed through and never added to zero.
/// </summary>
public readonly record struct ReductionTree
{
    public ReductionTree(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        Shards = shards;
        Root = new TreeNode(shards == 1 ? 0 : 32 - BitOperations.LeadingZeroCount((uint)shards - 1), 0);
    }

    public int Shards { get; }

    public TreeNode Root { get; }

    public bool Contains(TreeNode node) => node.Level >= 0 && node.Level <= Root.Level && node.Index >= 0 && node.First < Shards;

    /// <summary>One past the node's last shard.</summary>
    public int End(TreeNode node) => (int)Math.Min(((long)node.Index + 1) << node.Level, Shards);

    /// <summary>False where the parent has this one child only, and equals it.</summary>
    public bool HasSibling(TreeNode node) => node != Root && node.Sibling.First < Shards;

    /// <summary>The highest node with the same shards: passes through parents that have one child.</summary>
    public TreeNode Canonical(TreeNode node)
    {
        while (node != Root && !HasSibling(node)) node = node.Parent;
        return node;
    }

    /// <summary>The fewest nodes that cover shards [first, end), in order: one for an aligned range, about 2·log₂(shards) at worst.</summary>
    public IReadOnlyList<TreeNode> Cover(int first, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Shards);
        var cover = new List<TreeNode>();
        while (first < end)
        {
            var node = TreeNode.Leaf(first);
            while (node != Root && node.Parent.First == first && End(node.Parent) <= end) node = node.Parent;
            cover.Add(node);
            first = End(node);
        }

        return cover;
    }
}
