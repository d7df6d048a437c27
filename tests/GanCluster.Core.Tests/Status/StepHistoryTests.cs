using GanCluster.Core.Status;

namespace GanCluster.Core.Tests.Status;

public class StepHistoryTests
{
    private readonly StepHistory _history = new();

    [Theory]
    [InlineData(10)]
    [InlineData(999)]
    [InlineData(2001)]
    [InlineData(123_457)]
    public void Thinned_AnyNumberOfSteps_EndsWithTheLast_AndKeepsTheMean(int steps)
    {
        for (var step = 1; step <= steps; step++) Assert.True(_history.Add(Point(step, step)));
        var points = _history.Thinned(1000);
        Assert.InRange(points.Count, 1, 1000);
        Assert.Equal(steps, points[^1].Step);
        Assert.Equal(points.Select(point => point.Step).Order(), points.Select(point => point.Step));
        // Of a straight line every mean lies on the line, a step or a bucket off.
        Assert.All(points, point => Assert.InRange(point.DiscriminatorLoss, point.Step - steps / 250.0 - 1, point.Step));
    }

    [Fact]
    public void Add_OlderOrSameStep_IsPassedOver()
    {
        _history.Add(Point(5, 1));
        Assert.False(_history.Add(Point(5, 2)));
        Assert.False(_history.Add(Point(4, 2)));
        Assert.Equal(5, _history.Newest);
    }

    [Fact]
    public void Add_LossThatIsNotFinite_DoesNotSpoilItsNeighbours()
    {
        for (var step = 1; step <= 4000; step++) _history.Add(Point(step, step % 3 == 0 ? float.NaN : 1));
        Assert.All(_history.Thinned(100), point => Assert.Equal(1, point.DiscriminatorLoss, 3));
    }

    [Fact]
    public void Prepend_StepsFromBefore_GoInFront_OthersArePassedOver()
    {
        for (var step = 100; step <= 110; step++) _history.Add(Point(step, 1));
        _history.Prepend([Point(50, 1), Point(10, 1), Point(105, 9)]);
        Assert.Equal([10, 50, .. Enumerable.Range(100, 11).Select(step => (long)step)], _history.Thinned(1000).Select(point => point.Step));
        Assert.Equal(10, _history.Oldest);
    }

    [Fact]
    public void After_NewestSteps_OneByOne()
    {
        for (var step = 1; step <= 5000; step++) _history.Add(Point(step, step));
        Assert.Equal([4999, 5000], _history.After(4998).Select(point => point.Step));
        Assert.Equal(1024, _history.After(0).Count);
    }

    private static StepPoint Point(long step, float loss) => new(step, 0, loss, loss, 0.5f, 0.5f, 1, 1, 100, 0);
}
