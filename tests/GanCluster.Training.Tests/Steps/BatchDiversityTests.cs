using GanCluster.Core.Data;
using GanCluster.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

public class BatchDiversityTests
{
    // 784 fills the vectors, 2 and 3 leave only the rest, 21 both; of 20 samples 16 count.
    [Theory]
    [InlineData(2, 2), InlineData(5, 3), InlineData(16, 21), InlineData(20, 784)]
    public void Similarities_NoiseOfAnySize_AreThoseOfADirectSumInDouble(int batch, int length)
    {
        var random = new KeyedRandom(7);
        var (real, fake) = (Normal(batch * length, 1), Normal(batch * length, 0.3));
        using Tensor realBatch = tensor(real, [batch, length]), fakeBatch = tensor(fake, [batch, length]);
        var (ofReal, ofFake) = new BatchDiversity(0.25f).Similarities(realBatch, fakeBatch);
        var scale = 0.25 * Distances(real).Average();
        Assert.Equal(Distances(real).Average(distance => Math.Pow(1 + distance / scale, -2)), ofReal, 1e-6);
        Assert.Equal(Distances(fake).Average(distance => Math.Pow(1 + distance / scale, -2)), ofFake, 1e-6);

        float[] Normal(int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => (float)(deviation * random.NextNormal()))];

        IEnumerable<double> Distances(float[] values) =>
            from one in Enumerable.Range(0, Math.Min(16, batch))
            from other in Enumerable.Range(0, Math.Min(16, batch))
            where one < other
            select Enumerable.Range(0, length).Sum(i => Math.Pow((double)values[one * length + i] - values[other * length + i], 2));
    }

    // Of m modes far apart, each as likely, two samples share one with probability 1/m: the inverse counts them.
    [Theory]
    [InlineData(8, 1), InlineData(8, 4), InlineData(8, 8), InlineData(25, 12)]
    public void Similarities_ModesFarApart_CountThem(int realModes, int fakeModes)
    {
        var random = new KeyedRandom(11);
        var diversity = new BatchDiversity(1 / 4096f);
        var (ofReal, ofFake) = (0.0, 0.0);
        const int Batches = 2000;
        for (var i = 0; i < Batches; i++)
        {
            using Tensor real = Drawn(realModes), fake = Drawn(fakeModes);
            var one = diversity.Similarities(real, fake);
            (ofReal, ofFake) = (ofReal + one.Real / Batches, ofFake + one.Fake / Batches);
        }

        Assert.InRange(1 / ofReal, 0.97 * realModes, 1.03 * realModes);
        Assert.InRange(1 / ofFake, 0.97 * fakeModes, 1.03 * fakeModes);

        Tensor Drawn(int modes) => tensor(Enumerable.Range(0, 16).SelectMany(_ => Mode(random.NextBelow(modes))).ToArray(), [16, 8]);

        // Each in a corner of its own.
        static float[] Mode(int mode) => [.. Enumerable.Range(0, 8).Select(bit => (mode + 1 >> bit & 1) == 1 ? 100f : 0f)];
    }

    [Fact]
    public void Similarities_EqualOrEndlessSamples_AreNumbers()
    {
        using Tensor equal = ones(4, 3), apart = tensor([0f, 1, 2, 3], [4, 1]).expand(4, 3).contiguous(), endless = full([4, 3], float.MaxValue) * tensor([1f, -1, 1, -1], [4, 1]);
        var diversity = new BatchDiversity(0.25f);
        Assert.Equal((1f, 1f), diversity.Similarities(equal, equal));
        Assert.Equal((1f, 0f), diversity.Similarities(equal, apart));
        Assert.Equal(1 / 3f, diversity.Similarities(apart, endless).Fake, 1e-6);
        Assert.Equal(1, diversity.Similarities(apart, equal).Fake);
    }

    [Fact]
    public void Similarities_NotContiguous_AreThoseOfTheCopy()
    {
        using Tensor real = arange(24, ScalarType.Float32).reshape(6, 4).sin(), turned = real.t();
        using var copy = turned.contiguous();
        var diversity = new BatchDiversity(0.25f);
        Assert.Equal(diversity.Similarities(copy, copy), diversity.Similarities(turned, turned));
    }
}
