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
        var layers = options.Kind.Known switch
        {
            null => OwnNetwork.Layers("generator.kind", options.Kind, new NetworkShape([options.Latent + classes], sampleShape, classes, options)),
            NetworkKind.Mlp => Mlp.Generator(options, sampleShape, classes),
            NetworkKind.Dcgan => Dcgan.Generator(options, sampleShape, classes),
            NetworkKind.Resnet => Resnet.Generator(options, sampleShape, classes),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        if (classes > 0) layers = [new AppendClasses("input.classes", classes), .. layers];
        return OwnNetwork.Tried("generator.kind", options.Kind, new Network("generator", [options.Latent], [.. BeforeAll(options, rest: 0), .. Normalized(options, layers)], classes));
    }

    /// <summary>A discriminator, <c>[batch, ...sampleShape]</c> to logits <c>[batch, 1]</c>.</summary>
    /// <param name="classes">Classes that it is told of; 0 for none.</param>
    /// <param name="packing">Samples that it judges as one: its input has so many times the channels.</param>
    /// <exception cref="UnusableInputException">The kind of network doesn't fit the data.</exception>
    public static Network Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape, int classes = 0, int packing = 1)
    {
        IReadOnlyList<long> inputShape = [sampleShape[0] * packing, .. sampleShape.Skip(1)];
        var layers = options.Kind.Known switch
        {
            null => OwnNetwork.Layers("discriminator.kind", options.Kind, new NetworkShape(inputShape, [1], classes, options)),
            NetworkKind.Mlp => Mlp.Discriminator(options, inputShape, classes),
            NetworkKind.Dcgan => Dcgan.Discriminator(options, inputShape, classes),
            NetworkKind.Resnet => Resnet.Discriminator(options, inputShape, classes),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        // In −1 to 1 a dropped pixel would be grey at 0; the papers' images lie in 0 to 1, where it is black.
        return OwnNetwork.Tried("discriminator.kind", options.Kind, new Network("discriminator", inputShape, [.. BeforeAll(options, rest: sampleShape.Count > 1 ? -1 : 0), .. Normalized(options, layers)], classes));
    }

    /// <summary>The sizes through which images of the data go.</summary>
    /// <exception cref="UnusableInputException">The samples aren't such images.</exception>
    internal static ImageSizes SizesOf(NetworkOptions options, string network, IReadOnlyList<long> sampleShape)
    {
        if (sampleShape.Count == 3 && sampleShape[1] == sampleShape[2] && ImageSizes.Of(sampleShape[^1]) is { } sizes) return sizes;
        throw new UnusableInputException(
            $"{network}.kind is {options.Kind}, which needs square images of 28, 32, 64 or 128 pixels (or 4 to 7 doubled some times), but the data has samples of " +
            $"shape [{string.Join(", ", sampleShape)}]: set {network}.kind=mlp, or data.size for a folder of images");
    }

    /// <summary>A discriminator's last layer: features to logits.</summary>
    internal static ILayer Judgement(long features, int classes) => classes > 0 ? new Projection("output", features, classes) : new Dense("output", features, 1);

    /// <summary>A generator's last layer, where it makes images.</summary>
    internal static ILayer ImageEnd(GeneratorOptions options, string name = "output.activation") =>
        options.Output == ImageOutput.Sigmoid ? new StretchedSigmoid(name) : new Activate(name, Activation.Tanh);

    private static IEnumerable<ILayer> BeforeAll(NetworkOptions options, double rest) =>
        options.InputDropout > 0 ? [new Dropout("input.dropout", options.InputDropout, rest)] : [];

    private static IReadOnlyList<ILayer> Normalized(NetworkOptions options, IReadOnlyList<ILayer> layers) =>
        options.SpectralNorm == Switch.On ? [.. layers.Select(SpectralNormalized.Of)] : layers;

    /// <summary>What follows a hidden layer: normalization, if any, activation, and dropout, if any.</summary>
    internal static IEnumerable<ILayer> AfterHidden(NetworkOptions options, string name, long channels, bool normalize = true)
    {
        if (normalize && options.Normalization == Normalization.Batch) yield return new BatchNormalization($"{name}.norm", channels);
        if (normalize && options.Normalization == Normalization.Group) yield return new GroupNormalization($"{name}.norm", channels, options.Groups);
        yield return options.Activation == Activation.Maxout
            ? new Maxout($"{name}.activation", options.Pieces)
            : new Activate($"{name}.activation", options.Activation, options.NegativeSlope);
        if (options.Dropout > 0) yield return new Dropout($"{name}.dropout", options.Dropout);
    }
}
