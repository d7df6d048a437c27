using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Numerics;

/// <summary>Tensors of 1, 3 and 17 floats: loops over a flat buffer have no tail, and what fills it up to a whole vector changes nothing.</summary>
public class VectorTailTests
{
    private static RunOptions Odd(OptimizerKind optimizer)
    {
        var options = TinyOptions.Of(optimizer: new OptimizerOptions { Kind = optimizer, WeightDecay = 0.01, ClipNorm = 0.1 });
        return options with
        {
            Generator = options.Generator with { Hidden = [1, 3, 17], Latent = 3 },
            Discriminator = options.Discriminator with { Hidden = [17, 3, 1] },
        };
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.RmsProp)]
    public void Digest_OddSizes_IsTheSameOnAnyLanes(OptimizerKind optimizer)
    {
        using var one = new TestRun(Odd(optimizer), new NoiseImages(3));
        using var three = new TestRun(Odd(optimizer), new NoiseImages(3), lanes: 3);
        one.Run(8);
        three.Run(8);
        Assert.Equal((one.Trainer.Digest(), one.Trainer.Lineage), (three.Trainer.Digest(), three.Trainer.Lineage));
    }

    // Were a gap read as a value, it would reach the norm and so every parameter.
    [Fact]
    public void Run_GapsFilled_ChangesNoValue()
    {
        using var clean = new TestRun(Odd(OptimizerKind.Adam), new NoiseImages(3));
        using var dirty = new TestRun(Odd(OptimizerKind.Adam), new NoiseImages(3));
        using var snapshot = dirty.Trainer.Snapshot();
        var filled = 0;
        foreach (var group in snapshot.Groups)
        {
            foreach (var entry in group.Layout.Entries)
            {
                for (var i = entry.Offset + entry.Length; i % 16 != 0; i++, filled++) group.Values.Span[(int)i] = 0.5f;
            }
        }

        Assert.True(filled > 0);
        dirty.Trainer.Restore(snapshot);
        clean.Run(6);
        dirty.Run(6);
        Assert.Equal((clean.Trainer.Digest(), clean.Trainer.Lineage), (dirty.Trainer.Digest(), dirty.Trainer.Lineage));
    }
}
