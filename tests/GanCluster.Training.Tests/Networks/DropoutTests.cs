using GanCluster.Core.Identity;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Networks;

public class DropoutTests
{
    private static readonly long[] Shape = [3, 33_333];

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Next_ManyValues_DropsTheShareAndKeepsTheMean(double share)
    {
        var mask = Mask(Begun(1, 2, 3), share);
        var deviation = Math.Sqrt(share * (1 - share) / mask.Length);
        Assert.InRange(mask.Count(value => value == 0) / (double)mask.Length, share - 4 * deviation, share + 4 * deviation);
        Assert.Equal([0, (float)(1 / (1 - share))], mask.Distinct().Order());
        Assert.Equal(1, mask.Average(), 4 * deviation / (1 - share));
    }

    [Fact]
    public void Next_SamePhaseAndShard_IsTheSameAgain()
    {
        var masks = Begun(1, 2, 3);
        var (first, second) = (Mask(masks, 0.5), Mask(masks, 0.5));
        Assert.NotEqual(first, second);
        masks.Begin(1, new PhaseNumber(2), new ShardIndex(3));
        Assert.Equal(first, Mask(masks, 0.5));
        Assert.Equal(second, Mask(masks, 0.5));
        foreach (var other in new[] { Begun(4, 2, 3), Begun(1, 4, 3), Begun(1, 2, 4) }) Assert.NotEqual(first, Mask(other, 0.5));
    }

    // Two values come of one draw: neither must follow from the other.
    [Fact]
    public void Next_NeighboursInAPair_AreIndependent()
    {
        var mask = Mask(Begun(1, 2, 3), 0.5);
        var both = Enumerable.Range(0, mask.Length / 2).Count(pair => mask[2 * pair] == 0 && mask[2 * pair + 1] == 0);
        Assert.Equal(0.25, both / (mask.Length / 2.0), 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Forward_Training_DropsToRestAndStretchesTheOthersFromThere(double rest)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var input = linspace(-1, 1, 99_999).reshape(Shape);
        var (before, mask) = (input.data<float>().ToArray(), Mask(Begun(1, 2, 3), 0.2));
        var after = new Dropout("d", 0.2, rest).Forward(input, [], new LayerPass(true, null, Begun(1, 2, 3))).data<float>().ToArray();
        for (var i = 0; i < before.Length; i++) Assert.Equal(mask[i] == 0 ? rest : (before[i] - rest) * 1.25 + rest, after[i], 1e-6);
        Assert.Equal(before, input.data<float>().ToArray());
    }

    [Fact]
    public void Forward_Evaluation_ChangesNothing()
    {
        using var input = ones(2, 3);
        Assert.Same(input, new Dropout("d", 0.9).Forward(input, [], new LayerPass(false, null, Begun(1, 2, 3))));
    }

    private static DropoutMasks Begun(long seed, long phase, int shard)
    {
        var masks = new DropoutMasks(CPU);
        masks.Begin(seed, new PhaseNumber(phase), new ShardIndex(shard));
        return masks;
    }

    private static float[] Mask(DropoutMasks masks, double share)
    {
        using var mask = masks.Next(Shape, share);
        return mask.data<float>().ToArray();
    }
}
