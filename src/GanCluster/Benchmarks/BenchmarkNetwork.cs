using GanCluster.Core.Options;

namespace GanCluster.Benchmarks;

/// <summary>One of the two benchmark networks: as options for the engine, and what the hand-written loop needs.</summary>
/// <param name="SampleShape">Shape of one sample, without the batch.</param>
public sealed record BenchmarkNetwork(string Name, IReadOnlyList<long> SampleShape, RunOptions Options)
{
    public const int GlobalBatch = 64;

    /// <summary>Dense: generator 100-256-512-1024-784, discriminator 784-512-256-1; 2.0 million parameters.</summary>
    public static BenchmarkNetwork Mlp { get; } = new("mlp", [784], new RunOptions
    {
        Generator = new GeneratorOptions { Kind = NetworkKind.Mlp, Hidden = [256, 512, 1024], Activation = Activation.LeakyRelu, MovingAverage = 0 },
        Discriminator = new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [512, 256] },
        Loss = new LossOptions { R1 = 0 },
    });

    /// <summary>Convolutions of 64 and 128 channels on 28 × 28 pixels; 0.9 million parameters.</summary>
    public static BenchmarkNetwork Dcgan { get; } = new("dcgan", [1, 28, 28], new RunOptions
    {
        Generator = new GeneratorOptions { Kind = NetworkKind.Dcgan, Channels = 64, MovingAverage = 0 },
        Discriminator = new NetworkOptions { Kind = NetworkKind.Dcgan, Channels = 64 },
        Loss = new LossOptions { R1 = 0 },
    });

    public static IReadOnlyList<BenchmarkNetwork> All { get; } = [Mlp, Dcgan];

    /// <summary>The options with the global batch of 64 in so many shards.</summary>
    public RunOptions InShards(int shards) =>
        Options with { Training = Options.Training with { Shards = shards, ShardBatch = GlobalBatch / shards } };
}
