using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Sampling;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Sampling;

public class GeneratorSamplerTests
{
    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    public void Draw_AnyCount_GivesSampleIAlike(NetworkKind kind)
    {
        using var run = new TestRun(TinyOptions.Of(kind, Normalization.Batch));
        run.Run(4);
        using var sampler = Loaded(run.Trainer);
        var most = sampler.Draw(seed: 9, first: 0, count: 130);
        Assert.Equal(130 * 256, most.Length);
        foreach (var count in new[] { 1, 3, 64, 65 }) Assert.Equal(most[..(count * 256)], sampler.Draw(9, 0, count));
        Assert.Equal(most[(64 * 256)..(70 * 256)], sampler.Draw(9, 64, 6));
        Assert.Equal(130, Enumerable.Range(0, 130).Select(i => most[i * 256]).Distinct().Count());
        Assert.NotEqual(most[..256], sampler.Draw(10, 0, 1));
    }

    [Fact]
    public void Draw_Images_LieBetweenMinusOneAndOne()
    {
        using var run = new TestRun(TinyOptions.Of());
        using var sampler = Loaded(run.Trainer);
        Assert.All(sampler.Draw(1, 0, 5), value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Draw_AfterTraining_UsesTheAverage()
    {
        using var run = new TestRun(TinyOptions.Of(optimizer: new OptimizerOptions { LearningRate = 0.01 }));
        run.Run(20);
        using var snapshot = run.Trainer.Snapshot();
        using var sampler = Loaded(run.Trainer);
        var drawn = sampler.Draw(1, 0, 3);
        sampler.Load(snapshot.Groups.Single(group => group.Name == "generator_average").Values);
        Assert.Equal(drawn, sampler.Draw(1, 0, 3));
        sampler.Load(snapshot.Groups.Single(group => group.Name == "generator").Values);
        Assert.NotEqual(drawn, sampler.Draw(1, 0, 3));
    }

    // The class enters by the first layer's last columns: without them there are no classes any more.
    [Fact]
    public void Draw_Conditional_GivesEachSampleItsClass()
    {
        var options = TinyOptions.Of();
        using var run = new TestRun(options with { Training = options.Training with { Conditional = Switch.On } }, new NoiseImages(1, 16, 16) { Classes = ["a", "b", "c"] });
        run.Run(6);
        using var values = new AlignedBuffer(run.Trainer.Generator.Layout.Length);
        run.Trainer.CopySamplingGenerator(values);
        using var sampler = new GeneratorSampler(run.Trainer.Generator);
        sampler.Load(values);
        var drawn = sampler.Draw(1, 0, 6);

        var weight = run.Trainer.Generator.Layout.Entries.Single(entry => entry.Name == "hidden1.weight");
        for (var row = 0; row < weight.Shape[0]; row++) values.Span[(int)(weight.Offset + row * weight.Shape[1] + weight.Shape[1] - 2)] = 0;
        sampler.Load(values);
        var withoutSecond = sampler.Draw(1, 0, 6);
        foreach (var sample in Enumerable.Range(0, 6))
            Assert.Equal(sample % 3 != 1, drawn.AsSpan(sample * 256, 256).SequenceEqual(withoutSecond.AsSpan(sample * 256, 256)));
    }

    private static GeneratorSampler Loaded(GanTrainer trainer)
    {
        using var values = new AlignedBuffer(trainer.Generator.Layout.Length);
        trainer.CopySamplingGenerator(values);
        var sampler = new GeneratorSampler(trainer.Generator);
        sampler.Load(values);
        return sampler;
    }
}
