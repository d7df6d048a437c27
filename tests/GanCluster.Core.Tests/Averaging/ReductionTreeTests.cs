using CsCheck;
using GanCluster.Core.Averaging;

namespace GanCluster.Core.Tests.Averaging;

public class ReductionTreeTests
{
    private static readonly Gen<(int Shards, int First, int End)> Ranges =
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 70], Gen.Int[0, 70]).Where((shards, first, end) => first <= end && end <= shards);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    [InlineData(9, 4)]
    [InlineData(65_536, 16)]
    public void Root_AnyShards_HoldsThemAll(int shards, int level)
    {
        var tree = new ReductionTree(shards);
        Assert.Equal(new TreeNode(level, 0), tree.Root);
        Assert.Equal(shards, tree.End(tree.Root));
    }

    [Fact]
    public void Cover_AnyRange_HoldsEachShardOnceInOrder() => Ranges.Sample((shards, first, end) =>
    {
        var tree = new ReductionTree(shards);
        var covered = tree.Cover(first, end).SelectMany(node => Enumerable.Range((int)node.First, tree.End(node) - (int)node.First));
        Assert.Equal(Enumerable.Range(first, end - first), covered);
    });

    [Fact]
    public void Cover_AnyRange_IsCanonical() => Ranges.Sample((shards, first, end) =>
    {
        var tree = new ReductionTree(shards);
        Assert.All(tree.Cover(first, end), node => Assert.Equal(tree.Canonical(node), node));
    });

    [Fact]
    public void Cover_AnyRange_IsTheSmallestThereIs() => Ranges.Sample((shards, first, end) =>
    {
        var tree = new ReductionTree(shards);
        Assert.Equal(FewestNodes(tree, first, end), tree.Cover(first, end).Count);
    });

    [Fact]
    public void Cover_NodesOwnShards_IsThatNode() => Gen.Select(Gen.Int[1, 70], Gen.Int[0, 7], Gen.Int[0, 69]).Sample((shards, level, index) =>
    {
        var tree = new ReductionTree(shards);
        var node = new TreeNode(level, index);
        if (tree.Contains(node)) Assert.Equal([tree.Canonical(node)], tree.Cover((int)node.First, tree.End(node)));
    });

    [Fact]
    public void Canonical_NodeWithoutSibling_HasTheSameShards() => Gen.Select(Gen.Int[1, 70], Gen.Int[0, 69]).Where((shards, shard) => shard < shards)
        .Sample((shards, shard) =>
        {
            var tree = new ReductionTree(shards);
            var node = tree.Canonical(TreeNode.Leaf(shard));
            Assert.Equal((shard, shard + 1), ((int)node.First, tree.End(node)));
            Assert.True(node == tree.Root || tree.HasSibling(node));
        });

    [Fact]
    public void Cover_ShardsThatAreNot_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReductionTree(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReductionTree(4).Cover(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReductionTree(4).Cover(-1, 2));
    }

    // By trying every node that starts where the last one ended.
    private static int FewestNodes(ReductionTree tree, int first, int end)
    {
        var fewest = new int[end + 1];
        for (var start = end - 1; start >= first; start--)
        {
            fewest[start] = int.MaxValue;
            for (var level = 0; level <= tree.Root.Level; level++)
            {
                var node = new TreeNode(level, start >> level);
                if (node.First == start && tree.End(node) <= end) fewest[start] = Math.Min(fewest[start], 1 + fewest[tree.End(node)]);
            }
        }

        return fewest[first];
    }
}
