using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>Networks from options and the shape of the data: <c>[channels, height, width]</c> for images, <c>[values]</c> for points.</summary>
public static class NetworkBuilder
{
    /// <summary>A generator of samples of shape <paramref name="sampleShape"/> from latents <c>[batch, latent]</c>.</summary>
    /// <param name="classes">Classes that it can be asked for; 0 for none.</param>
    /// <exception cref="UnusableInputException">The kind of network doesn't fit the data.</exception>
    public static Network Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape, int classes = 0)
    {
        var layers = options.Kind switch
        {
            NetworkKind.Mlp => Mlp.Generator(options, sampleShape, classes),
            NetworkKind.Dcgan => Dcgan.Generator(options, sampleShape, classes),
            NetworkKind.Resnet => Resnet.Generator(options, sampleShape, classes),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        if (classes > 0) layers = [new AppendClasses("input.classes", classes), .. layers];
        return new Network("generator", [options.Latent], Normalized(options, layers), classes);
    }

    /// <summary>A discriminator, <c>[batch, ...sampleShape]</c> to logits <c>[batch, 1]</c>.</summary>
    /// <param name="classes">Classes that it is told of; 0 for none.</param>
    /// <param name="packing">Samples that it judges as one: its input has so many times the channels.</param>
    /// <exception cref="UnusableInputException">The kind of network doesn't fit the data.</exception>
    public static Network Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape, int classes = 0, int packing = 1)
    {
        IReadOnlyList<long> inputShape = [sampleShape[0] * packing, .. sampleShape.Skip(1)];
        var layers = options.Kind switch
        {
            NetworkKind.Mlp => Mlp.Discriminator(options, inputShape, classes),
            NetworkKind.Dcgan => Dcgan.Discriminator(options, inputShape, classes),
            NetworkKind.Resnet => Resnet.Discriminator(options, inputShape, classes),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        return new Network("discriminator", inputShape, Normalized(options, layers), classes);
    }

    /// <summary>A discriminator's last layer: features to logits.</summary>
    internal static ILayer Judgement(long features, int classes) => classes > 0 ? new Projection("output", features, classes) : new Dense("output", features, 1);

    private static IReadOnlyList<ILayer> Normalized(NetworkOptions options, IReadOnlyList<ILayer> layers) =>
        options.SpectralNorm == Switch.On ? [.. layers.Select(SpectralNormalized.Of)] : layers;

    /// <summary>What follows a hidden layer: normalization, if any, and activation.</summary>
    internal static IEnumerable<ILayer> AfterHidden(NetworkOptions options, string name, long channels, bool normalize = true)
    {
        if (normalize && options.Normalization == Normalization.Batch) yield return new BatchNormalization($"{name}.norm", channels);
        if (normalize && options.Normalization == Normalization.Group) yield return new GroupNormalization($"{name}.norm", channels, options.Groups);
        yield return new Activate($"{name}.activation", options.Activation, options.NegativeSlope);
    }
}
