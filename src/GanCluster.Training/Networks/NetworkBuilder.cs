using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>Networks from options and the shape of the data: <c>[channels, height, width]</c> for images, <c>[values]</c> for points.</summary>
public static class NetworkBuilder
{
    /// <summary>A generator of samples of shape <paramref name="sampleShape"/> from latents <c>[batch, latent]</c>.</summary>
    /// <exception cref="UnusableInputException">The kind of network doesn't fit the data.</exception>
    public static Network Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape)
    {
        var layers = options.Kind switch
        {
            NetworkKind.Mlp => Mlp.Generator(options, sampleShape),
            NetworkKind.Dcgan => Dcgan.Generator(options, sampleShape),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        return new Network("generator", [options.Latent], layers);
    }

    /// <summary>A discriminator, <c>[batch, ...sampleShape]</c> to logits <c>[batch, 1]</c>.</summary>
    /// <exception cref="UnusableInputException">The kind of network doesn't fit the data.</exception>
    public static Network Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape)
    {
        var layers = options.Kind switch
        {
            NetworkKind.Mlp => Mlp.Discriminator(options, sampleShape),
            NetworkKind.Dcgan => Dcgan.Discriminator(options, sampleShape),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        return new Network("discriminator", sampleShape, layers);
    }

    /// <summary>What follows a hidden layer: normalization, if any, and activation.</summary>
    internal static IEnumerable<ILayer> AfterHidden(NetworkOptions options, string name, long channels, bool normalize = true)
    {
        if (normalize && options.Normalization == Normalization.Batch) yield return new BatchNormalization($"{name}.norm", channels);
        if (normalize && options.Normalization == Normalization.Group) yield return new GroupNormalization($"{name}.norm", channels, options.Groups);
        yield return new Activate($"{name}.activation", options.Activation, options.NegativeSlope);
    }
}
