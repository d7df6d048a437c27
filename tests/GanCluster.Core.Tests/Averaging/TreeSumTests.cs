using System.Runtime.InteropServices;
using CsCheck;
using GanCluster.Core.Averaging;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Tests.Averaging;

/// <summary>ShardFold, JoinOrder and VectorSum together: one sum to the bit, whoever holds what and whatever comes first.</summary>
public class TreeSumTests
{
    private const int Length = 48;

    private static readonly Gen<(int Shards, int Lanes, ulong Seed)> Cases = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 7], Gen.ULong);

    [Fact]
    public void Sum_AnyAssignmentInAnyOrder_IsTheTreesToTheBit() => Cases.Sample((shards, lanes, seed) =>
    {
        var vectors = ShardVectors.Of(shards, Length, seed);
        Assert.Equal(Bits(ShardVectors.TreeSum(vectors)), Bits(SumOnLanes(vectors, lanes, seed)));
    }, iter: 300);

    [Fact]
    public void Sum_SecondPhaseInTheSameBuffers_IsTheTreesToTheBit()
    {
        var tree = new ReductionTree(13);
        using var fold = new ShardFold(tree, Length);
        for (ulong phase = 0; phase < 3; phase++)
        {
            var vectors = ShardVectors.Of(13, Length, phase);
            for (var shard = 12; shard >= 0; shard--) Add(fold, shard, vectors[shard]);
            Assert.Equal(Bits(ShardVectors.TreeSum(vectors)), Bits(fold.Held.Single().Sum.Span));
            fold.Clear();
            Assert.Empty(fold.Held);
        }
    }

    // Without this the two tests above would pass for any order of the sum.
    [Fact]
    public void TreeSum_ManyShards_DiffersFromLeftToRight()
    {
        var vectors = ShardVectors.Of(70, Length, seed: 1);
        Assert.NotEqual(Bits(ShardVectors.LeftToRight(vectors)), Bits(ShardVectors.TreeSum(vectors)));
    }

    [Fact]
    public void Held_ContiguousShardsInAnyOrder_IsTheirCover() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 69], Gen.Int[1, 70], Gen.ULong).Where((shards, first, end, _) => first < end && end <= shards)
            .Sample((shards, first, end, seed) =>
            {
                var tree = new ReductionTree(shards);
                var random = new KeyedRandom(seed);
                using var fold = new ShardFold(tree, AlignedBuffer.FloatsPerUnit);
                foreach (var shard in ShardVectors.Shuffle(Enumerable.Range(first, end - first), ref random))
                    fold.Add(new ShardIndex(shard), fold.Rent(), AlignedBuffer.FloatsPerUnit);
                Assert.Equal(tree.Cover(first, end), fold.Held.Select(held => held.Node).OrderBy(node => node.First));
            }, iter: 300);

    [Fact]
    public void Rent_AfterClear_GivesTheBuffersOfTheLastPhase()
    {
        using var fold = new ShardFold(new ReductionTree(4), Length);
        var before = fold.Rent();
        fold.Add(new ShardIndex(2), before, Length);
        fold.Clear();
        Assert.Same(before, fold.Rent());
        before.Dispose();
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(0, 1, 2, 3, 3)]
    [InlineData(2, 3)]
    public void JoinOrder_ShardsMissingOrTwice_Throws(params int[] shards)
    {
        var tree = new ReductionTree(4);
        using var sum = new AlignedBuffer(Length);
        Assert.Throws<ArgumentException>(() => new JoinOrder(tree, shards.Select(shard => (TreeNode.Leaf(shard), sum))));
    }

    private static float[] SumOnLanes(float[][] vectors, int lanes, ulong seed)
    {
        var random = new KeyedRandom(seed);
        var tree = new ReductionTree(vectors.Length);
        var folds = Enumerable.Range(0, lanes).Select(_ => new ShardFold(tree, Length)).ToArray();
        foreach (var shard in ShardVectors.Shuffle(Enumerable.Range(0, vectors.Length), ref random))
            Add(folds[random.NextBelow(lanes)], shard, vectors[shard]);

        var order = new JoinOrder(tree, ShardVectors.Shuffle(folds.SelectMany(fold => fold.Held), ref random));
        foreach (var offset in ShardVectors.Shuffle([0, 16, 32], ref random)) order.Sum(offset, 16);
        var sum = order.Root.Span.ToArray();
        foreach (var fold in folds) fold.Dispose();
        return sum;
    }

    private static void Add(ShardFold fold, int shard, float[] values)
    {
        var contribution = fold.Rent();
        values.CopyTo(contribution.Span);
        fold.Add(new ShardIndex(shard), contribution, Length);
    }

    private static int[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();
}
