using CsCheck;
using GanCluster.Core.Data;

namespace GanCluster.Core.Tests.Data;

public class SampleOrderTests
{
    private static readonly Gen<long> LargeCount = Gen.Int[0, 39].SelectMany(bits =>
        Gen.Long[Math.Max(1, (1L << bits) - 3), Math.Min(1_000_000_000_000, (2L << bits) + 1)]);

    [Fact]
    public void SampleAt_EveryCountTo200_GivesEachSampleOnceAnEpoch()
    {
        for (var count = 1; count <= 200; count++)
            for (var seed = 0; seed < 10; seed++)
                for (var epoch = 0; epoch < 3; epoch++)
                    AssertWholeEpoch(count, seed, epoch);
    }

    [Fact]
    public void SampleAt_AnySmallCountSeedAndEpoch_GivesEachSampleOnceAnEpoch() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Long, Gen.Long[0, 1_000_000_000]).Sample(AssertWholeEpoch, iter: 500);

    [Fact]
    public void PlaceOf_CountsTo10To12_IsTheInverseBothWays() =>
        Gen.Select(LargeCount, Gen.Long, Gen.Long[0, 1_000_000], Gen.Double.Unit).Sample((count, seed, epoch, fraction) =>
        {
            var order = new SampleOrder(count, seed);
            var number = Math.Min((long)(fraction * count), count - 1);
            var sample = order.SampleAt((epoch * count) + number);
            Assert.InRange(sample, 0, count - 1);
            Assert.Equal(number, order.PlaceOf(epoch, sample));
            Assert.Equal(number, order.SampleAt((epoch * count) + order.PlaceOf(epoch, number)));
        }, iter: 100_000);

    [Theory]
    [InlineData(1_000_000_000_000)]
    [InlineData((1L << 39) + 1)]
    [InlineData(SampleOrder.MaxCount)]
    public void PlaceOf_LargeCounts_IsTheInverseAtTheEnds(long count)
    {
        var order = new SampleOrder(count, seed: 3);
        foreach (var sample in new[] { 0, 1, count / 2, count - 2, count - 1 })
            Assert.Equal(sample, order.SampleAt(order.PlaceOf(0, sample)));
    }

    [Fact]
    public void Fill_AnyRange_EqualsSampleAtAcrossEpochs() =>
        Gen.Select(Gen.Int[1, 100], Gen.Long, Gen.Long[0, 1000], Gen.Int[0, 300]).Sample((count, seed, first, length) =>
        {
            var order = new SampleOrder(count, seed);
            var samples = new long[length];
            order.Fill(first, samples);
            Assert.Equal(Enumerable.Range(0, length).Select(i => order.SampleAt(first + i)), samples);
        }, iter: 2000);

    [Fact]
    public void SampleAt_CountsFrom32_OrdersEpochsDifferently() =>
        Gen.Select(Gen.Int[32, 3000], Gen.Long, Gen.Long[0, 1_000_000]).Sample((count, seed, epoch) =>
            !Epoch(count, seed, epoch).SequenceEqual(Epoch(count, seed, epoch + 1)), iter: 2000);

    [Fact]
    public void SampleAt_CountsFrom32_OrdersSeedsDifferently() =>
        Gen.Select(Gen.Int[32, 3000], Gen.Long, Gen.Long[0, 1000]).Sample((count, seed, epoch) =>
            !Epoch(count, seed, epoch).SequenceEqual(Epoch(count, seed + 1, epoch)), iter: 2000);

    /// <summary>The numbers come from a second program, in Python: a change here changes every run that exists.</summary>
    [Fact]
    public void SampleAt_KnownArguments_StaysTheSameForever()
    {
        Assert.Equal([3, 7, 6, 1, 8, 2, 0, 9, 4, 5], Epoch(10, seed: 1, epoch: 0));
        Assert.Equal([0, 2, 3, 7, 5, 4, 1, 6, 9, 8], Epoch(10, seed: 1, epoch: 1));
        var large = new long[3];
        new SampleOrder(60_000, seed: 1).Fill(0, large);
        Assert.Equal([3175, 23803, 54577], large);
        new SampleOrder(1_000_000_000_000, seed: -7).Fill(0, large);
        Assert.Equal([499340421319, 605084059808, 589487865556], large);
    }

    /// <summary>Over many epochs every sample comes about equally often at every place, and after every other.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(16)]
    [InlineData(33)]
    public void SampleAt_ManyEpochs_IsUniformOverPlacesAndSuccessors(int count)
    {
        const int epochs = 20_000;
        var atPlace = new int[count, count];
        var after = new int[count, count];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var order = Epoch(count, seed: 5, epoch);
            for (var place = 0; place < count; place++)
            {
                atPlace[place, order[place]]++;
                if (place > 0) after[order[place - 1], order[place]]++;
            }
        }
        Assert.InRange(ChiSquare(atPlace, epochs / (double)count, diagonal: true) / ((count - 1.0) * (count - 1.0)), 0, ChiSquareBound(count));
        Assert.InRange(ChiSquare(after, epochs / (double)count, diagonal: false) / Math.Max(1.0, (count * (count - 1.0)) - 1), 0, ChiSquareBound(count));
    }

    [Fact]
    public void SampleAt_SmallestCounts_ReachesEveryPermutation()
    {
        foreach (var (count, permutations) in new[] { (1, 1), (2, 2), (3, 6), (4, 24), (5, 120), (6, 720) })
            Assert.Equal(permutations, Enumerable.Range(0, 40 * permutations).Select(e => string.Join(' ', Epoch(count, seed: 0, e))).Distinct().Count());
    }

    [Fact]
    public void SampleAt_NeighbouringPlacesOfALargeCount_LieFarApart()
    {
        const long count = 1_000_000_000;
        var samples = new long[10_001];
        new SampleOrder(count, seed: 9).Fill(0, samples);
        // |x − y| of two uniform numbers is a third of the range on average; the mean of 10,000 strays by 0.0024.
        Assert.InRange(samples.Zip(samples.Skip(1), (x, y) => Math.Abs(x - y) / (double)count).Average(), 0.32, 0.347);
    }

    [Fact]
    public void Fill_Always_AllocatesNothing()
    {
        var order = new SampleOrder(60_000, seed: 1);
        var samples = new long[64];
        order.Fill(0, samples);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) order.Fill(i * 64, samples);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void SampleOrder_ArgumentsOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOrder(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOrder(SampleOrder.MaxCount + 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOrder(5, 0).SampleAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOrder(5, 0).PlaceOf(0, 5));
    }

    private static void AssertWholeEpoch(int count, long seed, long epoch)
    {
        var seen = new bool[count];
        foreach (var sample in Epoch(count, seed, epoch))
        {
            Assert.False(seen[sample], $"sample {sample} of {count} came twice in epoch {epoch}");
            seen[sample] = true;
        }
    }

    private static long[] Epoch(int count, long seed, long epoch)
    {
        var samples = new long[count];
        new SampleOrder(count, seed).Fill(epoch * count, samples);
        return samples;
    }

    private static double ChiSquare(int[,] counts, double expected, bool diagonal)
    {
        var sum = 0.0;
        for (var i = 0; i < counts.GetLength(0); i++)
            for (var j = 0; j < counts.GetLength(1); j++)
                if (diagonal || i != j) sum += (counts[i, j] - expected) * (counts[i, j] - expected) / expected;
        return sum;
    }

    /// <summary>Per degree of freedom, whose mean is 1: six standard deviations of √(2 / degrees).</summary>
    private static double ChiSquareBound(int count) => 1 + (6 * Math.Sqrt(2.0 / Math.Max(1, (count - 1.0) * (count - 1.0))));
}
