using GanCluster.Core.Data;

namespace GanCluster.Core.Tests.Data;

public class KeyedRandomTests
{
    [Fact]
    public void NextDouble_ManyDraws_AreUniformBelowOne()
    {
        var random = new KeyedRandom(seed: 1);
        var bins = new int[100];
        const int draws = 1_000_000;
        for (var i = 0; i < draws; i++) bins[(int)(random.NextDouble() * bins.Length)]++;
        Assert.InRange(bins.Sum(n => Math.Pow(n - (draws / 100.0), 2) / (draws / 100.0)), 40, 180); // 99 degrees of freedom
    }

    [Fact]
    public void NextNormal_ManyDraws_HaveTheMomentsAndTailsOfANormal()
    {
        var random = new KeyedRandom(seed: 2);
        const int draws = 1_000_000;
        double sum = 0, squares = 0, fourths = 0, outside = 0, products = 0, last = 0;
        for (var i = 0; i < draws; i++)
        {
            var x = random.NextNormal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            products += x * last;
            last = x;
            if (Math.Abs(x) > 3) outside++;
        }
        Assert.InRange(sum / draws, -0.005, 0.005);
        Assert.InRange(squares / draws, 0.992, 1.008);
        Assert.InRange(fourths / draws, 2.95, 3.05);
        Assert.InRange(products / draws, -0.005, 0.005); // both values of a pair come, and they're independent
        Assert.InRange(outside / draws, 0.0024, 0.0030); // 0.0027
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    public void NextBelow_ManyDraws_AreUniform(int bound)
    {
        var random = new KeyedRandom(seed: 3);
        var bins = new int[bound];
        for (var i = 0; i < 100_000; i++) bins[random.NextBelow(bound)]++;
        Assert.All(bins, n => Assert.InRange(n, 100_000 / bound * 0.9, 100_000 / bound * 1.1));
    }

    [Fact]
    public void NextBelow_NoRange_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new KeyedRandom(0).NextBelow(0));

    [Fact]
    public void NextBits_SameSeed_RepeatsAndAnotherDiffers()
    {
        static ulong[] Draw(ulong seed)
        {
            var random = new KeyedRandom(seed);
            return [.. Enumerable.Range(0, 8).Select(_ => random.NextBits())];
        }
        Assert.Equal(Draw(1), Draw(1));
        Assert.Empty(Draw(1).Intersect(Draw(2)));
    }

    [Fact]
    public void NextBits_KnownSeed_StaysTheSameForever()
    {
        var random = new KeyedRandom(seed: 0);
        Assert.Equal([0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0], new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }
}
