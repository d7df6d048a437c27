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
}
