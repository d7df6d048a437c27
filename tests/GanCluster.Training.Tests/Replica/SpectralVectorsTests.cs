using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Replica;

public class SpectralVectorsTests
{
    [Theory]
    [InlineData(NetworkKind.Mlp)]
    [InlineData(NetworkKind.Dcgan)]
    [InlineData(NetworkKind.Resnet)]
    public void Commit_DiscriminatorPhase_AdvancesOneIterationWithTheNewWeights(NetworkKind kind)
    {
        using var scope = NewDisposeScope();
        using var run = new TestRun(Options(kind));
        run.Run(2);
        var before = Values(run.Trainer);
        run.Run(1);
        var after = Values(run.Trainer);
        var weights = after.Keys.Where(name => after.ContainsKey($"{name}_u")).ToArray();
        Assert.NotEmpty(weights);
        foreach (var name in weights)
        {
            var left = before[$"{name}_u"];
            var matrix = after[name].reshape(left.shape[0], -1);
            var right = Normalized(matrix.t().mv(left));
            Assert.True((right - after[$"{name}_v"]).norm().item<double>() < 1e-6, name);
            Assert.True((Normalized(matrix.mv(right)) - after[$"{name}_u"]).norm().item<double>() < 1e-6, name);
        }

        run.Run(1);
        Assert.All(Values(run.Trainer), pair => Assert.Equal(0, (pair.Value - after[pair.Key]).abs().sum().item<double>()));
    }

    [Fact]
    public void Begin_FirstPhase_HasTheLargestSingularValueWithinAFewPercent()
    {
        using var scope = NewDisposeScope();
        using var run = new TestRun(Options(NetworkKind.Mlp));
        var values = Values(run.Trainer);
        foreach (var name in values.Keys.Where(name => values.ContainsKey($"{name}_u")))
        {
            var largest = linalg.svdvals(values[name])[0].item<double>();
            var sigma = values[$"{name}_u"].dot(values[name].mv(values[$"{name}_v"])).item<double>();
            Assert.InRange(sigma, 0.95 * largest, 1.0001 * largest);
        }
    }

    [Fact]
    public void Commit_WeightClip_BoundsTheDiscriminatorAlone()
    {
        using var run = new TestRun(TinyOptions.Of(loss: new LossOptions { Kind = LossKind.Wasserstein, R1 = 0, WeightClip = 0.01 }));
        run.Run(4);
        using var snapshot = run.Trainer.Snapshot();
        Assert.All(snapshot.Groups.Single(group => group.Name == "discriminator").Values.Span.ToArray(), value => Assert.InRange(value, -0.01f, 0.01f));
        Assert.Contains(snapshot.Groups.Single(group => group.Name == "generator").Values.Span.ToArray(), value => Math.Abs(value) > 0.1);
    }

    private static RunOptions Options(NetworkKind kind)
    {
        var options = TinyOptions.Of(kind, loss: new LossOptions { Kind = LossKind.Hinge, R1 = 0 });
        return options with { Discriminator = options.Discriminator with { SpectralNorm = Switch.On } };
    }

    private static Tensor Normalized(Tensor vector) => vector / vector.norm();

    private static Dictionary<string, Tensor> Values(GanTrainer trainer)
    {
        using var snapshot = trainer.Snapshot();
        var group = snapshot.Groups.Single(each => each.Name == "discriminator");
        return group.Layout.Entries.ToDictionary(
            entry => entry.Name, entry => tensor(group.Values.Span.Slice((int)entry.Offset, (int)entry.Length).ToArray()).to(float64).reshape([.. entry.Shape]));
    }
}
