using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

public class MovingAverageTests
{
    [Fact]
    public void Commit_GeneratorPhase_FollowsTheFormulaAndCarriesTheBuffers()
    {
        var options = TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch);
        using var run = new TestRun(options with { Generator = options.Generator with { MovingAverage = 0.9 } });
        run.Run(1);
        var network = run.Trainer.Generator;
        for (var step = 0; step < 3; step++)
        {
            var old = Values(run, "generator_average");
            run.Run(2);
            var (generator, average) = (Values(run, "generator"), Values(run, "generator_average"));
            for (var i = 0; i < network.ParameterLength; i++)
            {
                var change = (float)(1 - 0.9) * (generator[i] - old[i]);
                Assert.Equal(old[i] + change, average[i]);
            }

            Assert.Equal(generator[(int)network.ParameterLength..], average[(int)network.ParameterLength..]);
            Assert.NotEqual(generator, average);
        }
    }

    // At update t the old average counts (1 + t)/(warmup + t) at most: 2/11, 3/12, 4/13 for a warm-up of 10.
    [Fact]
    public void Commit_Warmup_KeepsLessAtFirst()
    {
        var options = TinyOptions.Of();
        using var run = new TestRun(options with { Generator = options.Generator with { MovingAverage = 0.24, AverageWarmup = 10 } });
        foreach (var kept in new[] { 2 / 11.0, 0.24, 0.24 })
        {
            var old = Values(run, "generator_average");
            run.Run(2);
            var (generator, average) = (Values(run, "generator"), Values(run, "generator_average"));
            for (var i = 0; i < old.Length; i++) Assert.Equal(old[i] + (float)(1 - kept) * (generator[i] - old[i]), average[i]);
        }
    }

    [Fact]
    public void New_Average_IsTheGenerator()
    {
        using var run = new TestRun(TinyOptions.Of());
        Assert.Equal(Values(run, "generator"), Values(run, "generator_average"));
    }

    [Theory]
    [InlineData(0.9, "generator_average")]
    [InlineData(0, "generator")]
    public void CopySamplingGenerator_AfterTraining_IsTheAverageWhereOneIsKept(double movingAverage, string group)
    {
        var options = TinyOptions.Of();
        using var run = new TestRun(options with { Generator = options.Generator with { MovingAverage = movingAverage } });
        run.Run(6);
        using var copy = new AlignedBuffer(run.Trainer.Generator.Layout.Length);
        run.Trainer.CopySamplingGenerator(copy);
        Assert.Equal(Values(run, group), copy.Span.ToArray());
        using var snapshot = run.Trainer.Snapshot();
        Assert.Equal(movingAverage > 0, snapshot.Groups.Any(each => each.Name == "generator_average"));
    }

    private static float[] Values(TestRun run, string name)
    {
        using var snapshot = run.Trainer.Snapshot();
        return snapshot.Groups.Single(group => group.Name == name).Values.Span.ToArray();
    }
}
