using GanCluster.Training.Evaluation;

namespace GanCluster.Training.Tests.Evaluation;

public class SlicedWassersteinTests
{
    // Each value as often as it takes for both sets to have as many: the sorted ones are the best pairs.
    [Theory]
    [InlineData(7, 7)]
    [InlineData(4, 6)]
    [InlineData(9, 5)]
    public void Square_SetsOfAnySize_IsThatOfTheSortedPairs(int one, int other)
    {
        var (x, y) = (ParzenWindowTests.Normal(1, one).Order().ToArray(), ParzenWindowTests.Normal(2, other, 3).Order().ToArray());
        var (all, others) = (Repeated(x, other), Repeated(y, one));
        var expected = all.Zip(others).Average(pair => Math.Pow((double)pair.First - pair.Second, 2));
        Assert.Equal(expected, SlicedWasserstein.Square(x, y), 1e-9);

        static float[] Repeated(float[] values, int times) => [.. values.SelectMany(value => Enumerable.Repeat(value, times))];
    }

    // On a line there are two directions, and a shift is a distance.
    [Fact]
    public void Of_ShiftedValues_IsTheShift()
    {
        var values = ParzenWindowTests.Normal(1, 500);
        var found = new SlicedWasserstein(values, size: 1, seed: 1).Of([.. values.Select(value => value + 0.25f)]);
        Assert.Equal(0.25, found.Value, 1e-6);
        Assert.InRange(0.25, found.Low, found.High);
    }

    // A shift by v moves the projection on u by ⟨u, v⟩, whose mean square over the directions is ‖v‖²/d.
    [Fact]
    public void Of_ShiftInSpace_IsItsLengthByTheRootOfTheDimensions()
    {
        const int Size = 16;
        var values = ParzenWindowTests.Normal(1, 3000 * Size);
        var found = new SlicedWasserstein(values, Size, seed: 1).Of([.. values.Select(value => value + 1)]);
        Assert.Equal(1, found.Value, 0.15);
    }

    [Fact]
    public void Of_FreshSamples_LieWithinTheIntervalOfOneAnother()
    {
        const int Size = 8, Trials = 20;
        var real = ParzenWindowTests.Normal(1, 1000 * Size);
        var sliced = new SlicedWasserstein(real, Size, seed: 1);
        var found = Enumerable.Range(0, Trials).Select(i => sliced.Of(ParzenWindowTests.Normal((ulong)i + 2, 700 * Size, 1.5))).ToArray();
        var mean = found.Average(each => each.Value);
        Assert.All(found, each => Assert.InRange(mean, each.Low - 0.02, each.High + 0.02));
        Assert.All(found, each => Assert.InRange(each.High - each.Low, 0.005, 0.2));
    }
}
