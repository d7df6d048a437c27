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
    public void Draw_GeneratorTrainedWithDropout_DropsNothing()
    {
        var options = TinyOptions.Of();
        var dropping = options with { Generator = options.Generator with { Dropout = 0.5, InputDropout = 0.5 } };
        // Their initial values are the same, and lie alike: dropout has none.
        using var plain = new TestRun(options);
        using var run = new TestRun(dropping);
        using var expected = Loaded(plain.Trainer);
        using var sampler = Loaded(run.Trainer);
        Assert.Equal(expected.Draw(1, 0, 70), sampler.Draw(1, 0, 70));
        plain.Run(2);
        run.Run(2);
        Assert.NotEqual(plain.Trainer.Digest(), run.Trainer.Digest());
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
        using var run = new TestRun(options with { Training = options.Training with { Conditional = Conditioning.On } }, new NoiseImages(1, 16, 16) { Classes = ["a", "b", "c"] });
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

    // What a plan says is what one would draw by hand: the latents of the plan, the classes of its points.
    [Fact]
    public void Draw_PlanOfClassesAndSteps_IsDrawnFromItsLatentsAndClasses()
    {
        var options = TinyOptions.Of();
        using var run = new TestRun(options with { Training = options.Training with { Conditional = Conditioning.On } }, new NoiseImages(1, 16, 16) { Classes = ["a", "b", "c"] });
        run.Run(6);
        using var sampler = Loaded(run.Trainer);
        var plain = sampler.Draw(seed: 5, first: 0, count: 90);
        var rows = sampler.Draw(new SamplePlan { Seed = 5, Count = 30, Classes = [2, 0] });

        Assert.Equal(60 * 256, rows.Length);
        foreach (var (row, own) in new[] { (0, 2), (1, 0) })
        {
            // Where the class in turn is the one that was asked for, the sample is the plain one.
            for (var i = 0; i < 30; i++) Assert.Equal(i % 3 == own, plain.AsSpan(i * 256, 256).SequenceEqual(rows.AsSpan((row * 30 + i) * 256, 256)));
        }

        var ways = sampler.Draw(new SamplePlan { Seed = 5, Count = 2, Steps = 40, Classes = [2, 0] });
        Assert.Equal(rows[..256], ways[..256]);
        Assert.Equal(rows[(30 * 256)..(31 * 256)], ways[(80 * 256)..(81 * 256)]);
        // Each step is a small one, of the way that is as long as between any two.
        var steps = Enumerable.Range(0, 39).Select(i => Distance(ways, i, i + 1)).ToArray();
        Assert.InRange(steps.Max(), 0, 0.2 * Distance(ways, 0, 39));
        Assert.True(steps.Min() > 0);
        // The end of one way begins the next.
        Assert.Equal(ways[(39 * 256)..(40 * 256)], ways[(40 * 256)..(41 * 256)]);
    }

    [Fact]
    public void Latents_Plan_AreThoseThatItsSamplesAreDrawnFrom()
    {
        using var run = new TestRun(TinyOptions.Of());
        using var sampler = Loaded(run.Trainer);
        var latents = sampler.Latents(new SamplePlan { Seed = 5, Count = 2, Steps = 3, Truncation = 0.4 });
        Assert.Equal(2 * 3 * 5, latents.Length);
        // Slerp between vectors of unequal lengths may leave the box by a little; its ends don't.
        Assert.All(latents[..5].Concat(latents[10..20]).Concat(latents[25..]), value => Assert.InRange(Math.Abs(value), 0, 0.4f));
        Assert.Equal(latents[10..15], latents[15..20]);
    }

    private static double Distance(float[] samples, int one, int other) =>
        Math.Sqrt(Enumerable.Range(0, 256).Sum(i => Math.Pow(samples[one * 256 + i] - samples[other * 256 + i], 2)));

    private static GeneratorSampler Loaded(GanTrainer trainer)
    {
        using var values = new AlignedBuffer(trainer.Generator.Layout.Length);
        trainer.CopySamplingGenerator(values);
        var sampler = new GeneratorSampler(trainer.Generator);
        sampler.Load(values);
        return sampler;
    }
}
