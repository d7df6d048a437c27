namespace GanCluster.Core.Options;

/// <summary>The configurations that the program carries. Each differs from the options' own defaults only where it says so here.</summary>
public static class Presets
{
    private static readonly NetworkOptions PointNetwork = new()
    {
        Kind = NetworkKind.Mlp,
        Hidden = [128, 128, 128],
        Activation = Activation.Relu,
        Optimizer = new OptimizerOptions { LearningRate = 1e-3 },
    };

    public static Preset Fashion { get; } = new("fashion", "Fashion-MNIST, 28 × 28 grey images, with convolutions", new RunOptions());

    public static Preset FashionMlp { get; } = new("fashion-mlp", "the same images with dense layers only, batch norm in the generator", new RunOptions
    {
        Generator = new GeneratorOptions { Kind = NetworkKind.Mlp, Hidden = [256, 512, 1024], Normalization = Normalization.Batch },
        Discriminator = new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [512, 256] },
    });

    public static Preset Ring8 { get; } = new("ring8", "eight Gaussians on a circle: points in the plane, the quickest run", Points(DataSource.Ring8, shardBatch: 16, steps: 20_000));

    public static Preset Grid25 { get; } = new("grid25", "twenty-five Gaussians on a grid: does the generator find them all?", Points(DataSource.Grid25, shardBatch: 32, steps: 20_000));

    public static Preset Default => Fashion;

    public static IReadOnlyList<Preset> All { get; } = [Fashion, FashionMlp, Ring8, Grid25];

    /// <summary>Null if there is none of this name.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static RunOptions Points(DataSource source, int shardBatch, long steps) => new()
    {
        Data = new DataOptions { Source = source },
        Generator = new GeneratorOptions
        {
            Kind = PointNetwork.Kind,
            Hidden = PointNetwork.Hidden,
            Activation = PointNetwork.Activation,
            Optimizer = PointNetwork.Optimizer,
            Latent = 32,
            MovingAverage = 0.99,
        },
        Discriminator = PointNetwork,
        // The modes are so narrow that R1, weighed for images, would forbid the discriminator to see them.
        Loss = new LossOptions { R1 = 0 },
        Training = new TrainingOptions { Steps = steps, Shards = 8, ShardBatch = shardBatch },
        Samples = new SampleOptions { Every = 2000, Count = 2500 },
        Checkpoints = new CheckpointOptions { Every = 5000 },
    };
}
