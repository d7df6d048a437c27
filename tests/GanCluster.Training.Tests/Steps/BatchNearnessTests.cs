using GanCluster.Core.Data;
using GanCluster.Training.Steps;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

public class BatchNearnessTests
{
    [Theory]
    [InlineData(2, 2), InlineData(7, 3), InlineData(20, 2)]
    public void Of_NoiseOfAnySize_IsThatOfADirectSumInDouble(int batch, int length)
    {
        var random = new KeyedRandom(3);
        var (real, fake) = (Normal(1), Normal(0.7));
        using Tensor realBatch = tensor(real, [batch, length]), fakeBatch = tensor(fake, [batch, length]);
        var (ofReal, cross) = BatchNearness.Of(realBatch, fakeBatch);
        var samples = Enumerable.Range(0, Math.Min(16, batch)).ToList();
        var within = (from one in samples from other in samples where one < other select Square(real, one, real, other)).ToList();
        var scale = within.Average() / 256;
        Assert.Equal(within.Average(Near), ofReal, 1e-6);
        Assert.Equal((from one in samples from other in samples select Near(Square(real, one, fake, other))).Average(), cross, 1e-6);

        double Near(double distance) => Math.Pow(1 + distance / scale, -2);

        double Square(float[] left, int one, float[] right, int other) => Enumerable.Range(0, length).Sum(i => Math.Pow((double)left[one * length + i] - right[other * length + i], 2));

        float[] Normal(double deviation) => [.. Enumerable.Range(0, batch * length).Select(_ => (float)(deviation * random.NextNormal()))];
    }

    /// <summary>Points that lie on the modes are as near to real ones as those to one another, however few of the modes they are on; points strewn between them are not.</summary>
    [Theory]
    [InlineData(25, 0.05, 0.9, 1.1), InlineData(4, 0.05, 0.9, 1.1), InlineData(25, 0.7, 0, 0.25)]
    public void Of_PointsOfAGrid_OnlyThoseOnModesAreNear(int modes, double deviation, double least, double most)
    {
        var random = new KeyedRandom(5);
        var (ofReal, cross) = (0.0, 0.0);
        for (var i = 0; i < 2000; i++)
        {
            using Tensor real = Drawn(25, 0.05), fake = Drawn(modes, deviation);
            var one = BatchNearness.Of(real, fake);
            (ofReal, cross) = (ofReal + one.Real, cross + one.Cross);
        }

        Assert.InRange(cross / ofReal, least, most);

        Tensor Drawn(int among, double spread) => tensor(Enumerable.Range(0, 16).SelectMany(_ => Point(random.NextBelow(among), spread)).ToArray(), [16, 2]);

        float[] Point(int mode, double spread) => [(float)(2 * (mode % 5) - 4 + spread * random.NextNormal()), (float)(2 * (mode / 5) - 4 + spread * random.NextNormal())];
    }

    [Fact]
    public void Of_EqualPoints_IsANumber()
    {
        using Tensor equal = ones(4, 2), other = zeros(4, 2);
        Assert.Equal((1f, 1f), BatchNearness.Of(equal, equal));
        Assert.Equal((1f, 0f), BatchNearness.Of(equal, other));
    }
}
