using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Tests.Engine;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>Whatever changes the discriminator's loss or input, the averaged gradient is that of the whole batch in double precision, for both networks.</summary>
public class RegularizerTests
{
    private static readonly LossOptions Plain = new() { R1 = 0, R1Every = 2 };

    private static readonly Dictionary<string, Func<RunOptions, RunOptions>> Changes = new()
    {
        ["r2"] = options => options with { Loss = Plain with { R2 = 3 } },
        ["r1 and r2"] = options => options with { Loss = Plain with { Kind = LossKind.Relativistic, R1 = 2, R2 = 3 } },
        ["gradient penalty"] = options => options with { Loss = Plain with { Kind = LossKind.Wasserstein, GradientPenalty = 10 } },
        ["dragan"] = options => options with { Loss = Plain with { Dragan = 10 } },
        ["smoothing"] = options => options with { Loss = Plain with { LabelSmoothing = 0.1 } },
        ["instance noise"] = options => options with { Loss = Plain with { InstanceNoise = 0.3, InstanceNoiseUntil = 100, R1 = 1 } },
        ["packing"] = options => options with { Loss = Plain with { Packing = 2, R1 = 1 } },
        ["packing and penalty"] = options => options with { Loss = Plain with { Packing = 2, GradientPenalty = 10 } },
        ["spectral norm"] = options => options with { Discriminator = options.Discriminator with { SpectralNorm = Switch.On }, Loss = Plain with { Kind = LossKind.Hinge } },
        ["spectral norm and r1"] = options => options with { Discriminator = options.Discriminator with { SpectralNorm = Switch.On }, Loss = Plain with { R1 = 3 } },
        ["classes"] = options => options with { Training = options.Training with { Conditional = Conditioning.On }, Loss = Plain with { R1 = 3 } },
        ["classes, spectral norm"] = options => options with
        {
            Training = options.Training with { Conditional = Conditioning.On },
            Discriminator = options.Discriminator with { SpectralNorm = Switch.On },
            Loss = Plain with { GradientPenalty = 1 },
        },
        ["classes in pairs"] = options => options with { Training = options.Training with { Conditional = Conditioning.On }, Loss = Plain with { Kind = LossKind.Relativistic, R1 = 1, R2 = 1 } },
        ["diffAugment"] = options => options with { Augmentation = new AugmentationOptions { Kind = AugmentationKind.DiffAugment }, Loss = Plain with { R1 = 3 } },
        ["bottleneck"] = options => options with
        {
            Generator = options.Generator with { Kind = NetworkKind.Resnet, Block = ResidualBlock.Bottleneck },
            Discriminator = options.Discriminator with { Kind = NetworkKind.Resnet, Block = ResidualBlock.Bottleneck, Channels = 16 },
            Loss = Plain with { Kind = LossKind.Relativistic, R1 = 1, R2 = 1 },
        },
        ["dropout"] = options => options with { Discriminator = Dropping(options.Discriminator), Loss = Plain with { R1 = 3 } },
        ["dropout, r1 and r2"] = options => options with { Discriminator = Dropping(options.Discriminator), Loss = Plain with { R1 = 2, R2 = 3 } },
        ["dropout, gradient penalty"] = options => options with { Discriminator = Dropping(options.Discriminator), Loss = Plain with { GradientPenalty = 10 } },
        ["dropout of both, classes in pairs"] = options => options with
        {
            Generator = options.Generator with { Dropout = 0.2, InputDropout = 0.1 },
            Discriminator = Dropping(options.Discriminator),
            Training = options.Training with { Conditional = Conditioning.On },
            Loss = Plain with { Kind = LossKind.Relativistic },
        },
        ["input dropout"] = options => options with { Discriminator = options.Discriminator with { InputDropout = 0.3 }, Loss = Plain with { R1 = 3 } },
        ["maxout"] = options => options with
        {
            Generator = options.Generator with { Activation = Activation.Maxout, Pieces = 2 },
            Discriminator = options.Discriminator with { Activation = Activation.Maxout, Pieces = 3, SpectralNorm = Switch.On },
            Loss = Plain with { R1 = 3 },
        },
        ["sigmoid"] = options => options with { Generator = options.Generator with { Output = ImageOutput.Sigmoid }, Loss = Plain },
        ["gan-2014"] = _ => TinyOptions.Paper(),
        ["critic steps"] = options => options with { Training = options.Training with { CriticSteps = 3 }, Loss = Plain with { Kind = LossKind.Wasserstein, GradientPenalty = 10 } },
    };

    public static TheoryData<string, NetworkKind, PhaseKind> Cases()
    {
        var cases = new TheoryData<string, NetworkKind, PhaseKind>();
        foreach (var change in Changes.Keys)
        {
            NetworkKind[] kinds = change switch
            {
                "bottleneck" => [NetworkKind.Resnet],
                "critic steps" or "smoothing" or "maxout" or "gan-2014" => [NetworkKind.Mlp],
                _ when change.StartsWith("dropout", StringComparison.Ordinal) => [NetworkKind.Mlp, NetworkKind.Dcgan],
                _ => [NetworkKind.Mlp, NetworkKind.Dcgan, NetworkKind.Resnet],
            };
            foreach (var kind in kinds)
            {
                cases.Add(change, kind, PhaseKind.Discriminator);
                cases.Add(change, kind, PhaseKind.Generator);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Average_EachRegularizer_IsTheWholeBatchInDoublePrecision(string change, NetworkKind kind, PhaseKind phase)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var options = Changes[change](TinyOptions.Of(kind));
        var data = new NoiseImages(1, 16, 16) { Classes = ["a", "b", "c"] };
        using var run = new TestRun(options, data);
        // Two whole steps; in a discriminator phase the lazy penalties are due (ordinal 2 or 6).
        run.Run(phase == PhaseKind.Discriminator ? 2 * (options.Training.CriticSteps + 1) : 2 * (options.Training.CriticSteps + 1) - 1);
        var (ours, reference) = GradientTests.Both(run, options, data, phase, withR1: true);
        GradientTests.AssertClose(reference, ours, 3e-5);
    }

    private static NetworkOptions Dropping(NetworkOptions options) => options with { Dropout = 0.5, InputDropout = 0.2 };

    [Fact]
    public void Statistics_EachPenalty_IsReported()
    {
        var options = TinyOptions.Of(loss: new LossOptions { R1 = 1, R2 = 1, R1Every = 2, GradientPenalty = 1, Dragan = 1 });
        using var run = new TestRun(options);
        var phases = run.Run(3);
        string[] watched = [StatisticNames.Diversity, StatisticNames.FakeSimilarity, StatisticNames.RealSign, StatisticNames.RealSimilarity];
        Assert.Equal(["dragan", "fakeScore", "gradientPenalty", "loss", "r1", "r2", "realScore"], phases[0].Statistics.Keys.Except(watched).Order());
        Assert.Equal(["dragan", "fakeScore", "gradientPenalty", "loss", "realScore"], phases[2].Statistics.Keys.Except(watched).Order());
        Assert.All(watched, name => Assert.Contains(name, phases[2].Statistics.Keys));
        Assert.All(phases.SelectMany(phase => phase.Statistics.Values), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void PenaltySchedule_HalfWay_WeighsHalf()
    {
        var options = TinyOptions.Of(loss: new LossOptions { R1 = 2, R1Every = 1 }) with { Training = new TrainingOptions { Shards = 2, ShardBatch = 4, Horizon = 2 } };
        var falling = options with { Loss = options.Loss with { PenaltySchedule = new ScheduleOptions { Kind = ScheduleKind.Linear } } };
        // A learning rate of 0 leaves the discriminator as it is: the penalty differs by the data alone, which is the same in both runs.
        RunOptions Still(RunOptions own) => own with
        {
            Discriminator = own.Discriminator with { Optimizer = own.Discriminator.Optimizer with { LearningRate = 0 } },
            Generator = own.Generator with { Optimizer = own.Generator.Optimizer with { LearningRate = 0 } },
        };
        using var constant = new TestRun(Still(options));
        using var scheduled = new TestRun(Still(falling));
        var (one, other) = (constant.Run(5), scheduled.Run(5));
        foreach (var (place, share) in new[] { (0, 1.0), (2, 0.5), (4, 0.0) })
            Assert.Equal(share * one[place].Statistics["r1"], other[place].Statistics["r1"], 1e-6);
    }
}
