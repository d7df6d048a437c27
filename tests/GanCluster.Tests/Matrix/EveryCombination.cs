using GanCluster.Core.Options;

namespace GanCluster.Tests.Matrix;

/// <summary>Every loss with every network, as small as they can be, and each regularizer once: for images of 8 × 8 pixels.</summary>
internal static class EveryCombination
{
    public const long Steps = 50;
    public const int Shards = 3;

    private static readonly (string Name, LossOptions Loss)[] Losses =
    [
        .. from kind in Enum.GetValues<LossKind>() where kind != LossKind.Wasserstein select (OptionValue.Format(kind), new LossOptions { Kind = kind, R1 = 1, R1Every = 4 }),
        ("wasserstein, clipped", new LossOptions { Kind = LossKind.Wasserstein, R1 = 0, WeightClip = 0.05 }),
        ("wasserstein, gradient penalty", new LossOptions { Kind = LossKind.Wasserstein, R1 = 0, GradientPenalty = 10 }),
    ];

    private static readonly (string Name, NetworkOptions Network)[] Networks =
    [
        ("mlp", new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [16, 12] }),
        ("dcgan", new NetworkOptions { Kind = NetworkKind.Dcgan, Channels = 4 }),
        ("resnet", new NetworkOptions { Kind = NetworkKind.Resnet, Channels = 4 }),
        ("resnet of bottlenecks", new NetworkOptions { Kind = NetworkKind.Resnet, Channels = 8, Block = ResidualBlock.Bottleneck }),
    ];

    /// <summary>By name, so that a failure says which.</summary>
    public static IReadOnlyList<(string Name, RunOptions Options)> All { get; } =
    [
        .. from loss in Losses from network in Networks select ($"{loss.Name} × {network.Name}", Of(network.Network, loss.Loss)),
        .. from network in Networks select ($"classes × {network.Name}", Conditional(Of(network.Network, Losses[1].Loss))),
        .. from network in Networks where network.Network.Block != ResidualBlock.Bottleneck select ($"spectral norm × {network.Name}", Of(network.Network with { SpectralNorm = Switch.On }, new LossOptions { Kind = LossKind.Hinge, R1 = 0 })),
        ("batch norm", Of(Networks[1].Network with { Normalization = Normalization.Batch }, new LossOptions { R1 = 0 })),
        ("R1 and R2", Of(Networks[3].Network, new LossOptions { Kind = LossKind.Relativistic, R1 = 1, R2 = 1, R1Every = 1 })),
        ("DRAGAN", Of(Networks[1].Network, new LossOptions { R1 = 0, Dragan = 10 })),
        ("label smoothing, instance noise", Of(Networks[0].Network, new LossOptions { LabelSmoothing = 0.1, InstanceNoise = 0.2, InstanceNoiseUntil = 40 })),
        ("packing", Of(Networks[1].Network, new LossOptions { Packing = 2 })),
        ("DiffAugment", Of(Networks[1].Network, new LossOptions()) with { Augmentation = new AugmentationOptions { Kind = AugmentationKind.DiffAugment } }),
        ("ADA, classes", Conditional(Of(Networks[2].Network, new LossOptions())) with { Augmentation = new AugmentationOptions { Kind = AugmentationKind.Ada, Turn = Switch.On, Target = -1, Images = 1000 } }),
        ("dropout", Dropping(Of(Networks[1].Network, Losses[0].Loss))),
        ("dropout, maxout, SGD", Paper(Dropping(Of(Networks[0].Network, Losses[1].Loss)))),
        ("dropout, gradient penalty, classes", Conditional(Dropping(Of(Networks[0].Network, Losses[^1].Loss)))),
        ("schedules", Scheduled(Of(Networks[0].Network, new LossOptions { PenaltySchedule = new ScheduleOptions { Kind = ScheduleKind.Cosine, Final = 0.1 } }))),
    ];

    private static RunOptions Of(NetworkOptions network, LossOptions loss) => new()
    {
        Generator = new GeneratorOptions
        {
            Kind = network.Kind,
            Hidden = network.Hidden,
            Channels = network.Channels,
            Block = network.Block,
            Normalization = network.Normalization,
            SpectralNorm = network.SpectralNorm,
            Latent = 6,
        },
        Discriminator = network,
        Loss = loss,
        Training = new TrainingOptions { Steps = Steps, Shards = Shards, ShardBatch = 4 },
    };

    private static RunOptions Conditional(RunOptions options) => options with { Training = options.Training with { Conditional = Conditioning.On } };

    private static RunOptions Dropping(RunOptions options) => options with
    {
        Generator = options.Generator with { Dropout = 0.1, InputDropout = 0.1 },
        Discriminator = options.Discriminator with { Dropout = 0.5, InputDropout = 0.2 },
    };

    // What gan-2014 has and no other preset.
    private static RunOptions Paper(RunOptions options)
    {
        var optimizer = Presets.Gan2014.Options.Discriminator.Optimizer;
        return options with
        {
            Generator = options.Generator with { Output = ImageOutput.Sigmoid, MovingAverage = 0, Initialization = Initialization.Range, Optimizer = optimizer },
            Discriminator = options.Discriminator with { Activation = Activation.Maxout, Pieces = 3, Initialization = Initialization.Range, Optimizer = optimizer },
            Training = options.Training with { Horizon = 40 },
        };
    }

    private static RunOptions Scheduled(RunOptions options)
    {
        var optimizer = new OptimizerOptions { Schedule = new ScheduleOptions { Kind = ScheduleKind.Linear, Final = 0.1, Warmup = 10 } };
        return options with
        {
            Generator = options.Generator with { Optimizer = optimizer, AverageWarmup = 10 },
            Discriminator = options.Discriminator with { Optimizer = optimizer },
            Training = options.Training with { Horizon = 40 },
        };
    }
}
