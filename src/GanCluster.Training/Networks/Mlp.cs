using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>Dense networks: an input layer, hidden layers of any number and size, an output layer.</summary>
internal static class Mlp
{
    public static IReadOnlyList<ILayer> Generator(GeneratorOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var outputs = FlatLayout.LengthOf(sampleShape);
        var layers = Hidden(options, options.Latent + classes, normalizeFirst: true);
        layers.Add(new Dense("output", options.Hidden[^1], outputs));
        if (sampleShape.Count > 1)
        {
            layers.Add(NetworkBuilder.ImageEnd(options));
            layers.Add(new Reshape("output.image", sampleShape));
        }

        return layers;
    }

    public static IReadOnlyList<ILayer> Discriminator(NetworkOptions options, IReadOnlyList<long> sampleShape, int classes)
    {
        var inputs = FlatLayout.LengthOf(sampleShape);
        // Normalizing what the first layer sees would hide the data's own scale from the discriminator.
        var layers = Hidden(options, inputs, normalizeFirst: false);
        if (sampleShape.Count > 1) layers.Insert(0, new Reshape("input.flat", [inputs]));
        layers.Add(NetworkBuilder.Judgement(options.Hidden[^1], classes));
        return layers;
    }

    private static List<ILayer> Hidden(NetworkOptions options, long inputs, bool normalizeFirst)
    {
        var layers = new List<ILayer>();
        for (var i = 0; i < options.Hidden.Count; i++)
        {
            var outputs = options.Hidden[i] * (options.Activation == Activation.Maxout ? (long)options.Pieces : 1);
            layers.Add(new Dense($"hidden{i + 1}", i == 0 ? inputs : options.Hidden[i - 1], outputs));
            layers.AddRange(NetworkBuilder.AfterHidden(options, $"hidden{i + 1}", outputs, normalizeFirst || i > 0));
        }

        return layers;
    }
}
