using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>
/// Strided convolutions in place of pooling (Radford et al. 2016, https://arxiv.org/abs/1511.06434). A square image is halved until it is
/// 4 to 7 pixels wide: 28 → 14 → 7, 32 → 16 → 8 → 4, 64 → 32 → 16 → 8 → 4.
/// </summary>
internal static class Dcgan
{
    public static IReadOnlyList<ILayer> Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape)
    {
        var (start, doublings) = Halve(options, "generator", sampleShape);
        var channels = options.Channels * (1L << (doublings - 1));
        var layers = new List<ILayer> { new Dense("project", options.Latent, channels * start * start) };
        var image = new Reshape("project.image", [channels, start, start]);
        var after = NetworkBuilder.AfterHidden(options, "project", channels);
        // A normalization wants the channels; an activation in place on a view would cost autograd a detour.
        layers.AddRange(options.Normalization == Normalization.None ? [.. after, image] : [image, .. after]);
        for (var i = 1; i < doublings; i++, channels /= 2)
        {
            layers.Add(new TransposedConvolution($"up{i}", channels, channels / 2));
            layers.AddRange(NetworkBuilder.AfterHidden(options, $"up{i}", channels / 2));
        }

        layers.Add(new TransposedConvolution($"up{doublings}", channels, sampleShape[0]));
        layers.Add(new Activate("output.activation", Activation.Tanh));
        return layers;
    }

    public static IReadOnlyList<ILayer> Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape)
    {
        var (end, halvings) = Halve(options, "discriminator", sampleShape);
        var layers = new List<ILayer>();
        var channels = sampleShape[0];
        for (var i = 1; i <= halvings; i++)
        {
            var next = options.Channels * (1L << (i - 1));
            layers.Add(new Convolution($"down{i}", channels, next));
            layers.AddRange(NetworkBuilder.AfterHidden(options, $"down{i}", next, normalize: i > 1));
            channels = next;
        }

        layers.Add(new Reshape("flat", [channels * end * end]));
        layers.Add(new Dense("output", channels * end * end, 1));
        return layers;
    }

    private static (long Smallest, int Halvings) Halve(NetworkOptions options, string network, IReadOnlyList<long> sampleShape)
    {
        var size = sampleShape[^1];
        var halvings = 0;
        for (; size > 7 && size % 2 == 0; size /= 2) halvings++;
        if (sampleShape.Count == 3 && sampleShape[1] == sampleShape[2] && size is >= 4 and <= 7 && halvings > 0) return (size, halvings);
        throw new UnusableInputException(
            $"{network}.kind is {options.Kind.ToString().ToLowerInvariant()}, which needs square images of 28, 32 or 64 pixels, but the data has samples of " +
            $"shape [{string.Join(", ", sampleShape)}]: set {network}.kind=mlp, or data.size for a folder of images");
    }
}
