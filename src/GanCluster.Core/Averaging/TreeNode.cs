namespace GanCluster.Core.Averaging;

/// <summary>
/// A node of the reduction tree over the shards: the sum over shards [Index·2^Level, min((Index+1)·2^Level, shards)). A leaf has level 0.
/// </summary>
public readonly record struct TreeNode(int Level, int Index)
{
    public static TreeNode Leaf(int shard) => new(0, shard);
    public TreeNode Parent => new(Level + 1, Index >> 1);
    public TreeNode Sibling => new(Level, Index ^ 1);
    public bool IsLeftChild => (Index & 1) == 0;
    public long First => (long)Index << Level;
    public override string ToString() => $"{Level}:{Index}";
}
