using GanCluster.Core.Identity;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Averaging;

/// <summary>
/// What one lane has computed of a phase, summed as far as the reduction tree allows: after shards [a, b) in any order it holds the canonical nodes
/// that cover them. It keeps its buffers for the next phase.
/// </summary>
public sealed class ShardFold(ReductionTree tree, long length) : IDisposable
{
    private readonly Stack<AlignedBuffer> _free = new();
    private readonly List<(TreeNode Node, AlignedBuffer Sum)> _held = [];

    public IReadOnlyList<(TreeNode Node, AlignedBuffer Sum)> Held => _held;

    /// <summary>A buffer for a shard's contribution: hand it to <see cref="Add"/>.</summary>
    public AlignedBuffer Rent() => _free.TryPop(out var buffer) ? buffer : new AlignedBuffer(length);

    /// <param name="shard">Not added before in this phase.</param>
    /// <param name="contribution">From <see cref="Rent"/>.</param>
    /// <param name="used">Floats of it that this phase uses.</param>
    public void Add(ShardIndex shard, AlignedBuffer contribution, long used)
    {
        var node = tree.Canonical(TreeNode.Leaf(shard.Value));
        while (tree.HasSibling(node) && _held.FindIndex(held => held.Node == node.Sibling) is >= 0 and var place)
        {
            // Addition commutes to the bit, so which of the two buffers takes the sum doesn't matter.
            VectorSum.Add(contribution, _held[place].Sum, 0, used);
            _free.Push(_held[place].Sum);
            _held.RemoveAt(place);
            node = tree.Canonical(node.Parent);
        }

        _held.Add((node, contribution));
    }

    /// <summary>Forgets the phase.</summary>
    public void Clear()
    {
        foreach (var (_, sum) in _held) _free.Push(sum);
        _held.Clear();
    }

    public void Dispose()
    {
        Clear();
        while (_free.TryPop(out var buffer)) buffer.Dispose();
    }
}
