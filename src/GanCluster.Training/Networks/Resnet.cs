using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>
/// Residual networks. Plain blocks are those of Miyato et al. 2018 (https://arxiv.org/abs/1802.05957, appendix B.4); bottlenecks are those of R3GAN (Huang et al. 2024,
/// https://arxiv.org/abs/2501.05441): no normalization, and branches that start at zero. Here images grow by repeated pixels and shrink by means, and the first and last
/// stages are dense.
/// </summary>
internal static class Resnet
{
    private const int MostDoublings = 3, Expansion = 2, ChannelsPerGroup = 16;

    public static IReadOnlyList<ILayer> Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var (smallest, halvings) = NetworkBuilder.SizesOf(options, "generator", sampleShape);
        var channels = Width(options, halvings);
        List<ILayer> layers = [new Dense("project", options.Latent + classes, channels * smallest * smallest), new Reshape("project.image", [channels, smallest, smallest])];
        for (var i = 1; i <= halvings; i++)
        {
            var next = Width(options, halvings - i);
            layers.AddRange(options.Block == ResidualBlock.Plain ? [PlainUp(options, $"up{i}", channels, next)] : [new Upsample($"up{i}.upsample"), .. Bottleneck(options, $"up{i}", channels, next)]);
            channels = next;
        }

        return
        [
            .. layers,
            .. NetworkBuilder.AfterHidden(options, "output", channels),
            new SameConvolution("output", channels, sampleShape[0], 3),
            NetworkBuilder.ImageEnd(options, "output.range"),
        ];
    }

    public static IReadOnlyList<ILayer> Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var (smallest, halvings) = NetworkBuilder.SizesOf(options, "discriminator", sampleShape);
        var channels = Width(options, 0);
        List<ILayer> layers = [];
        if (options.Block == ResidualBlock.Bottleneck) layers.Add(new SameConvolution("input", sampleShape[0], channels, 1));
        for (var i = 1; i <= halvings; i++)
        {
            var next = Width(options, i);
            layers.AddRange(options.Block == ResidualBlock.Bottleneck ? [.. Bottleneck(options, $"down{i}", channels, next), new AveragePool($"down{i}.pool")]
                : i == 1 ? [PlainFirst(options, "down1", sampleShape[0], next)]
                : [PlainDown(options, $"down{i}", channels, next)]);
            channels = next;
        }

        layers.AddRange(NetworkBuilder.AfterHidden(options, "features", channels, normalize: options.Block == ResidualBlock.Plain));
        ILayer flat = options.Block == ResidualBlock.Plain ? new SumPixels("features.sum") : new Reshape("features.flat", [channels * smallest * smallest]);
        return [.. layers, flat, NetworkBuilder.Judgement(options.Block == ResidualBlock.Plain ? channels : channels * smallest * smallest, classes)];
    }

    // Level 0 is the image's full size.
    private static long Width(NetworkOptions options, int level) => options.Channels * (1L << Math.Min(level, MostDoublings));

    private static Residual PlainUp(NetworkOptions options, string name, long inputs, long outputs) => new(
        name,
        [
            .. Before(options, $"{name}.1", inputs), new Upsample($"{name}.upsample"), new SameConvolution($"{name}.conv1", inputs, outputs, 3),
            .. NetworkBuilder.AfterHidden(options, $"{name}.2", outputs), new SameConvolution($"{name}.conv2", outputs, outputs, 3),
        ],
        [new Upsample($"{name}.shortcut.upsample"), new SameConvolution($"{name}.shortcut", inputs, outputs, 1)]);

    // The image itself meets neither normalization nor activation.
    private static Residual PlainFirst(NetworkOptions options, string name, long inputs, long outputs) => new(
        name,
        [
            new SameConvolution($"{name}.conv1", inputs, outputs, 3), .. NetworkBuilder.AfterHidden(options, $"{name}.2", outputs),
            new SameConvolution($"{name}.conv2", outputs, outputs, 3), new AveragePool($"{name}.pool"),
        ],
        [new AveragePool($"{name}.shortcut.pool"), new SameConvolution($"{name}.shortcut", inputs, outputs, 1)]);

    private static Residual PlainDown(NetworkOptions options, string name, long inputs, long outputs) => new(
        name,
        [
            .. Before(options, $"{name}.1", inputs), new SameConvolution($"{name}.conv1", inputs, inputs, 3),
            .. NetworkBuilder.AfterHidden(options, $"{name}.2", inputs), new SameConvolution($"{name}.conv2", inputs, outputs, 3), new AveragePool($"{name}.pool"),
        ],
        [new AveragePool($"{name}.shortcut.pool"), new SameConvolution($"{name}.shortcut", inputs, outputs, 1)]);

    private static IEnumerable<ILayer> Bottleneck(NetworkOptions options, string name, long inputs, long outputs)
    {
        var inner = inputs * Expansion;
        var groups = Math.Max(1, inner / ChannelsPerGroup);
        yield return new Residual(
            name,
            [
                new SameConvolution($"{name}.conv1", inputs, inner, 1), Activate(options, $"{name}.1"),
                new SameConvolution($"{name}.conv2", inner, inner, 3, inner % groups == 0 ? groups : 1), Activate(options, $"{name}.2"),
                new SameConvolution($"{name}.conv3", inner, inputs, 1, startsAtZero: true),
            ],
            []);
        if (outputs != inputs) yield return new SameConvolution($"{name}.width", inputs, outputs, 1);
    }

    // What a block begins with: the shortcut reads the same input, so nothing is done in place.
    private static IEnumerable<ILayer> Before(NetworkOptions options, string name, long channels) =>
        options.Normalization == Normalization.None
            ? [Activate(options, name, inPlace: false)]
            : NetworkBuilder.AfterHidden(options, name, channels);

    private static Activate Activate(NetworkOptions options, string name, bool inPlace = true) =>
        new($"{name}.activation", options.Activation, options.NegativeSlope, inPlace);
}
