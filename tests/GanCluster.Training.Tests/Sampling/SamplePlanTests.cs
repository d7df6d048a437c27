using GanCluster.Training.Sampling;

namespace GanCluster.Training.Tests.Sampling;

public class SamplePlanTests
{
    [Fact]
    public void Plan_CountAlone_TakesLatentsAndClassesInTurn()
    {
        var plan = new SamplePlan { Seed = 1, Count = 5, First = 2 };
        Assert.Equal([new(2, 0, 2), new(3, 0, 0), new(4, 0, 1), new(5, 0, 2), new(6, 0, 0)], Points(plan, classes: 3));
        Assert.Equal([0, 0, 0, 0, 0], Points(plan, classes: 0).Select(point => point.Class));
        Assert.Equal(0, plan.Columns);
    }

    [Fact]
    public void Plan_Classes_AreRowsOfTheSameLatents()
    {
        var plan = new SamplePlan { Seed = 1, Count = 3, Classes = [4, 0] };
        Assert.Equal([new(0, 0, 4), new(1, 0, 4), new(2, 0, 4), new(0, 0, 0), new(1, 0, 0), new(2, 0, 0)], Points(plan, classes: 5));
        Assert.Equal(3, plan.Columns);
    }

    [Fact]
    public void Plan_Steps_AreRowsFromOneLatentToTheNext()
    {
        var plan = new SamplePlan { Seed = 1, Count = 2, Steps = 3 };
        // A way has the class of the latent where it begins.
        Assert.Equal([new(0, 0, 0), new(0, 0.5, 0), new(0, 1, 0), new(1, 0, 1), new(1, 0.5, 1), new(1, 1, 1)], Points(plan, classes: 2));
        Assert.Equal(3, plan.Columns);
    }

    [Fact]
    public void Plan_ClassesAndSteps_AreAllWaysOfEachClass()
    {
        var plan = new SamplePlan { Seed = 1, Count = 2, Steps = 2, Classes = [1, 3] };
        Assert.Equal([new(0, 0, 1), new(0, 1, 1), new(1, 0, 1), new(1, 1, 1), new(0, 0, 3), new(0, 1, 3), new(1, 0, 3), new(1, 1, 3)], Points(plan, classes: 4));
    }

    [Fact]
    public void Total_OfTheLargestPlan_DoesNotOverflow() =>
        Assert.Equal(10_000_000L * 10_000 * 3, new SamplePlan { Seed = 1, Count = 10_000_000, Steps = 10_000, Classes = [0, 1, 2] }.Total);

    private static SamplePoint[] Points(SamplePlan plan, int classes) => [.. Enumerable.Range(0, (int)plan.Total).Select(i => plan[i, classes])];
}
