namespace GanCluster.Core.Options;

/// <summary>The configurations that the program carries. Each differs from the options' own defaults only where it says so here.</summary>
public static class Presets
{
    private static readonly NetworkOptions PointNetwork = new()
    {
        Kind = NetworkKind.Mlp,
        Hidden = [128, 128, 128],
        Activation = Activation.Relu,
        Optimizer = new OptimizerOptions { LearningRate = 1e-3, Beta2 = 0.99, Schedule = new ScheduleOptions { Kind = ScheduleKind.Cosine, Final = 0.01 } },
    };

    private static readonly OptimizerOptions Momentum2014 = new()
    {
        Kind = OptimizerKind.Sgd,
        Momentum = 0.5,
        Schedule = new ScheduleOptions { Kind = ScheduleKind.Exponential, Final = 0.6065 },
        MomentumSchedule = new ScheduleOptions { Kind = ScheduleKind.Linear, Final = 1.4 },
    };

    public static Preset Fashion { get; } = new("fashion", "Fashion-MNIST, 28 × 28 grey images, with convolutions", new RunOptions());

    public static Preset FashionMlp { get; } = new("fashion-mlp", "the same images with dense layers only, batch norm in the generator", new RunOptions
    {
        Generator = new GeneratorOptions { Kind = NetworkKind.Mlp, Hidden = [256, 512, 1024], Normalization = Normalization.Batch },
        Discriminator = new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [512, 256] },
        Training = new TrainingOptions { Conditional = Conditioning.Off },
    });

    // As published with the paper for MNIST (https://github.com/goodfeli/adversarial, mnist.yaml), where an epoch is 500 steps: over 250 epochs the momentum rises from 0.5 to 0.7 and the
    // rate falls by 1.000004 a step. Its discriminator's loss is half of ours, so its rate of 0.1 is 0.05 here. Not taken over: a generator whose last biases begin at the data's means.
    public static Preset Gan2014 { get; } = new("gan-2014", "as Goodfellow et al. 2014: maxout, dropout, SGD with momentum", new RunOptions
    {
        Generator = new GeneratorOptions
        {
            Kind = NetworkKind.Mlp,
            Hidden = [1200, 1200],
            Output = ImageOutput.Sigmoid,
            Initialization = Initialization.Range,
            InitialRange = 0.05,
            MovingAverage = 0,
            Optimizer = Momentum2014 with { LearningRate = 0.1 },
        },
        Discriminator = new NetworkOptions
        {
            Kind = NetworkKind.Mlp,
            Hidden = [240, 240],
            Activation = Activation.Maxout,
            Pieces = 5,
            Dropout = 0.5,
            InputDropout = 0.2,
            Initialization = Initialization.Range,
            InitialRange = 0.005,
            Optimizer = Momentum2014 with { LearningRate = 0.05 },
        },
        Loss = new LossOptions { R1 = 0 },
        Training = new TrainingOptions { Steps = 10_000, Shards = 4, ShardBatch = 25, Horizon = 125_000, Conditional = Conditioning.Off },
    });

    public static Preset Ring8 { get; } = new("ring8", "eight Gaussians on a circle: points in the plane, the quickest run",
        Points(DataSource.Ring8, new LossOptions { R1 = 0.0015, R2 = 0.0015, InstanceNoise = 0.5, InstanceNoiseUntil = 18_000, Packing = 2 }, latent: 32, steps: 40_000));

    public static Preset Grid25 { get; } = new("grid25", "twenty-five Gaussians on a grid: does the generator find them all?",
        Points(DataSource.Grid25, new LossOptions { Kind = LossKind.Relativistic, R1 = 0.01, R2 = 0.01, InstanceNoise = 1.2, InstanceNoiseUntil = 26_000 }, latent: 16, steps: 40_000));

    // Samples judged in pairs of a real and a generated one, and a penalty on both sides: what keeps all modes of stacked MNIST in Huang et al., "The GAN is dead; long live the GAN!", 2024.
    public static Preset Stacked { get; } = new("stacked", "three Fashion-MNIST images in one: does it draw all thousand kinds?", new RunOptions
    {
        Data = new DataOptions { Source = DataSource.Stacked },
        Generator = new GeneratorOptions { MovingAverage = 0.999 },
        Loss = new LossOptions { Kind = LossKind.Relativistic, R2 = 1 },
        Training = new TrainingOptions { Steps = 12_000, Shards = 4, ShardBatch = 16, Conditional = Conditioning.Off },
    });

    public static Preset Default => Fashion;

    public static IReadOnlyList<Preset> All { get; } = [Fashion, FashionMlp, Gan2014, Ring8, Grid25, Stacked];

    /// <summary>Null if there is none of this name.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Narrow modes far apart: R1, weighed for images, would forbid the discriminator to see them, and without anything the generator settles on some of them. So it begins with noise that
    // makes one heap of them, and follows as that fades; small penalties on both sides, less where modes lie closer (they go by the square of a length), and in ring8
    // pairs of samples, keep it from dropping some meanwhile; rates that fall and a long average let the samples settle.
    private static RunOptions Points(DataSource source, LossOptions loss, int latent, long steps) => new()
    {
        Data = new DataOptions { Source = source },
        Generator = new GeneratorOptions
        {
            Kind = PointNetwork.Kind,
            Hidden = PointNetwork.Hidden,
            Activation = PointNetwork.Activation,
            Optimizer = PointNetwork.Optimizer,
            Latent = latent,
            MovingAverage = 0.999,
        },
        Discriminator = PointNetwork,
        Loss = loss,
        Training = new TrainingOptions { Steps = steps, Shards = 4, ShardBatch = 64, Horizon = steps, Conditional = Conditioning.Off },
        // As long as the noise hides everything, the generator need not spread out: before it had penalties, that of ring8 began at step 2,800 with one of six seeds.
        Watch = new WatchOptions { From = 4000 },
        Samples = new SampleOptions { Every = 2000, Count = 2500 },
        Checkpoints = new CheckpointOptions { Every = 5000 },
    };
}
