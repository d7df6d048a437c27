using CsCheck;
using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Membership;

namespace GanCluster.Core.Tests.Acceptance;

public class NodeCoverageTests
{
    private static readonly NodeId Anyone = new("n0", 1);

    [Fact]
    public void Offer_AnyNodesInAnyOrder_GivesTheSumOfTheTree() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, int.MaxValue].Array[0, 30], Gen.Int[0, int.MaxValue]).Sample((shards, picks, shuffle) =>
        {
            var tree = new ReductionTree(shards);
            var nodes = Nodes(tree);
            var offered = picks.Select(pick => nodes[pick % nodes.Count]).ToList();
            for (var shard = 0; shard < shards; shard++) offered.Insert((int)((uint)(shuffle + shard * 7919) % (uint)(offered.Count + 1)), TreeNode.Leaf(shard));

            var coverage = new NodeCoverage(tree);
            var sums = new Dictionary<TreeNode, float>();
            var steps = new List<CoverageStep>();
            foreach (var node in offered)
            {
                coverage.Offer(node, BitConverter.SingleToUInt32Bits(Sum(tree, node)), Anyone, steps, out _);
                foreach (var step in steps) Carry(sums, step, Sum(tree, node));
                Assert.Equal(coverage.Held.Order(ByShard).ToArray(), sums.Keys.Order(ByShard).ToArray());
            }

            Assert.True(coverage.IsComplete);
            Assert.Equal(Sum(tree, tree.Root), sums[tree.Root]);
        });

    [Fact]
    public void Offer_BelowWhatIsHeld_IsDropped()
    {
        var coverage = new NodeCoverage(new ReductionTree(8));
        Assert.Equal(AcceptVerdict.Held, coverage.Offer(new TreeNode(2, 0), 1, Anyone, [], out _));
        Assert.Equal(AcceptVerdict.Covered, coverage.Offer(new TreeNode(1, 1), 2, Anyone, [], out _));
        Assert.Equal(AcceptVerdict.Covered, coverage.Offer(new TreeNode(2, 0), 1, Anyone, [], out _));
    }

    [Fact]
    public void Offer_TheSameNodeWithOtherBytes_NamesBoth()
    {
        var other = new NodeId("n1", 2);
        var coverage = new NodeCoverage(new ReductionTree(8));
        coverage.Offer(new TreeNode(1, 1), 1, Anyone, [], out _);
        Assert.Equal(AcceptVerdict.Differs, coverage.Offer(new TreeNode(1, 1), 2, other, [], out var first));
        Assert.Equal(Anyone, first);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(4, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Offer_OutsideTheTree_IsRefused(int level, int index) =>
        Assert.Equal(AcceptVerdict.OutsideTree, new NodeCoverage(new ReductionTree(5)).Offer(new TreeNode(level, index), 1, Anyone, [], out _));

    private static IComparer<TreeNode> ByShard { get; } = Comparer<TreeNode>.Create((left, right) => left.First.CompareTo(right.First));

    private static List<TreeNode> Nodes(ReductionTree tree)
    {
        var nodes = new List<TreeNode>();
        for (var level = 0; level <= tree.Root.Level; level++)
        {
            for (var index = 0; tree.Contains(new TreeNode(level, index)); index++) nodes.Add(new TreeNode(level, index));
        }

        return nodes;
    }

    private static void Carry(Dictionary<TreeNode, float> sums, CoverageStep step, float came)
    {
        if (step.Action == CoverageAction.Hold) sums.Add(step.Node, came);
        else if (step.Action == CoverageAction.Release) Assert.True(sums.Remove(step.Node));
        else
        {
            Assert.True(sums.Remove(step.Left, out var left));
            Assert.True(sums.Remove(step.Right, out var right));
            sums.Add(step.Node, left + right);
        }
    }

    private static float Sum(ReductionTree tree, TreeNode node)
    {
        if (node.Level == 0) return MathF.ScaleB(1 + node.Index * 0.37f, node.Index * 7 % 23);
        var left = new TreeNode(node.Level - 1, node.Index * 2);
        return tree.Contains(left.Sibling) ? Sum(tree, left) + Sum(tree, left.Sibling) : Sum(tree, left);
    }
}
