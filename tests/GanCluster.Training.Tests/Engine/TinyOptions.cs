using GanCluster.Core.Options;

namespace GanCluster.Training.Tests.Engine;

/// <summary>The smallest GANs that have every part: for images of 16 × 16 pixels.</summary>
internal static class TinyOptions
{
    public static RunOptions Of(
        NetworkKind kind = NetworkKind.Mlp,
        Normalization normalization = Normalization.None,
        Activation activation = Activation.LeakyRelu,
        LossOptions? loss = null,
        OptimizerOptions? optimizer = null)
    {
        var discriminator = new NetworkOptions
        {
            Kind = kind,
            Channels = 4,
            Hidden = normalization == Normalization.Group ? [24, 16] : [24, 17],
            Activation = activation,
            Normalization = normalization,
            Groups = 2,
            Optimizer = optimizer ?? new OptimizerOptions(),
        };
        return new RunOptions
        {
            Generator = new GeneratorOptions
            {
                Kind = kind,
                Channels = 4,
                Hidden = normalization == Normalization.Group ? [16, 24] : [17, 24],
                Latent = 5,
                Activation = activation,
                Normalization = normalization,
                Groups = 2,
                Optimizer = discriminator.Optimizer,
            },
            Discriminator = discriminator,
            Loss = loss ?? new LossOptions(),
            Training = new TrainingOptions { Shards = 8, ShardBatch = 4, Seed = 3 },
        };
    }

    /// <summary>The preset <c>gan-2014</c> in small, with everything that it has: its schedules end at step 6.</summary>
    public static RunOptions Paper()
    {
        var paper = Presets.Gan2014.Options;
        return paper with
        {
            Generator = paper.Generator with { Hidden = [17, 24], Latent = 5, Optimizer = Scheduled(paper.Generator.Optimizer) },
            Discriminator = paper.Discriminator with { Hidden = [13, 11], Pieces = 3, InitialRange = 0.3, Optimizer = Scheduled(paper.Discriminator.Optimizer) },
            Training = new TrainingOptions { Shards = 8, ShardBatch = 4, Seed = 3, Horizon = 6 },
        };

        static OptimizerOptions Scheduled(OptimizerOptions options) => options with { Schedule = options.Schedule with { Final = 0.1 } };
    }
}
