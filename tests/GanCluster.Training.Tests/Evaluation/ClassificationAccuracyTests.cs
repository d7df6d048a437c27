using GanCluster.Training.Evaluation;
using GanCluster.Training.Tests.Engine;
using GanCluster.Training.Tests.Features;

namespace GanCluster.Training.Tests.Evaluation;

public class ClassificationAccuracyTests
{
    // Known from tables: 8 of 10 is 0.49 to 0.94.
    [Fact]
    public void Wilson_EightOfTen_IsTheInterval()
    {
        var found = ClassificationAccuracy.Wilson(8, 10);
        Assert.Equal((0.8, 0.490, 0.943), (found.Value, Math.Round(found.Low, 3), Math.Round(found.High, 3)));
    }

    // Stripes can be told apart; what an untrained generator draws says nothing of them.
    [Fact]
    public void Of_DataThatCanBeLearnedAndAnUntrainedGenerator_IsNearOneAndNearChance()
    {
        var data = new Stripes(2000, 1);
        var options = TinyOptions.Of();
        options = options with { Training = options.Training with { Conditional = Core.Options.Conditioning.On } };
        using var run = new TestRun(options, data);
        using var snapshot = run.Trainer.Snapshot();
        var (generated, floor, ceiling) = ClassificationAccuracy.Of(
            run.Trainer.Generator, snapshot.Groups.Single(group => group.Name == "generator").Values, options, data, null, seen: 1500, seed: 1);
        Assert.InRange(floor.Value, 0.9, 1);
        Assert.InRange(generated.Value, 0, 0.75);
        Assert.Equal(ceiling, generated);
        Assert.InRange(floor.Value, floor.Low, floor.High);
    }
}
