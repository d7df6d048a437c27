using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>
/// Strided convolutions in place of pooling (Radford et al. 2016, https://arxiv.org/abs/1511.06434), from or to the smallest of <see cref="ImageSizes"/>.
/// </summary>
internal static class Dcgan
{
    public static IReadOnlyList<ILayer> Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var (start, doublings) = NetworkBuilder.SizesOf(options, "generator", sampleShape);
        var channels = options.Channels * (1L << (doublings - 1));
        var layers = new List<ILayer> { new Dense("project", options.Latent + classes, channels * start * start) };
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
        layers.Add(NetworkBuilder.ImageEnd(options));
        return layers;
    }

    public static IReadOnlyList<ILayer> Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var (end, halvings) = NetworkBuilder.SizesOf(options, "discriminator", sampleShape);
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
        layers.Add(NetworkBuilder.Judgement(channels * end * end, classes));
        return layers;
    }
}
