using GanCluster.Core.Memory;

namespace GanCluster.Core.Averaging;

/// <summary>
/// The additions that join the nodes held by several lanes to the root. The order is the tree's, whoever holds what, and each addition is elementwise,
/// so that any range of the vector can be summed by itself.
/// </summary>
public sealed class JoinOrder
{
    private readonly List<(AlignedBuffer Sum, AlignedBuffer Addend)> _additions = [];

    /// <exception cref="ArgumentException">The nodes don't cover every shard exactly once.</exception>
    public JoinOrder(ReductionTree tree, IEnumerable<(TreeNode Node, AlignedBuffer Sum)> held)
    {
        var stack = new Stack<(TreeNode Node, AlignedBuffer Sum)>();
        foreach (var next in held.OrderBy(entry => entry.Node.First))
        {
            var top = next;
            while (tree.HasSibling(top.Node) && stack.TryPeek(out var left) && left.Node == top.Node.Sibling)
            {
                stack.Pop();
                _additions.Add((left.Sum, top.Sum));
                top = (tree.Canonical(top.Node.Parent), left.Sum);
            }

            stack.Push(top);
        }

        if (stack.Count != 1 || stack.Peek().Node != tree.Root)
            throw new ArgumentException($"the nodes {string.Join(", ", stack.Select(entry => entry.Node).Reverse())} don't make the root {tree.Root}", nameof(held));
        Root = stack.Peek().Sum;
    }

    /// <summary>Where the sum over all shards comes to lie.</summary>
    public AlignedBuffer Root { get; }

    public void Sum(long offset, long length)
    {
        foreach (var (sum, addend) in _additions) VectorSum.Add(sum, addend, offset, length);
    }
}
