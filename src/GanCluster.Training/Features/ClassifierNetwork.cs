using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Features;

/// <summary>
/// A small classifier whose last hidden layer serves as features: for each halving of the image (<see cref="ImageSizes"/>) a 3×3 convolution, ReLU and the mean of each four pixels, 16
/// channels at first and twice as many each time; then 128 dense ReLUs, the features; then a logit a class. For 28 × 28 grey images and ten classes 206,922 values.
/// </summary>
public static class ClassifierNetwork
{
    /// <summary>Values of an image's features.</summary>
    public const int Features = 128;

    private const int FirstChannels = 16;
    private const double Dropped = 0.25;

    /// <summary>Images to logits, <c>[batch, ...sampleShape]</c> in −1 to 1 to <c>[batch, classes]</c>.</summary>
    /// <exception cref="UnusableInputException">The samples aren't images that it takes.</exception>
    public static Network Logits(IReadOnlyList<long> sampleShape, int classes) =>
        new("classifier", sampleShape, [.. Hidden(sampleShape), new Dropout("features.dropout", Dropped), new Dense("output", Features, classes)]);

    /// <summary>The same without its last layers, <c>[batch, ...sampleShape]</c> to <c>[batch, Features]</c>: its tensors are the first of those of <see cref="Logits"/>.</summary>
    public static Network FeaturesAlone(IReadOnlyList<long> sampleShape) => new("features", sampleShape, [.. Hidden(sampleShape)]);

    /// <summary>Whether images of this shape can be classified.</summary>
    public static bool Takes(IReadOnlyList<long> sampleShape) =>
        sampleShape is [_, var height, var width] && height == width && ImageSizes.Of(width) is not null;

    private static List<ILayer> Hidden(IReadOnlyList<long> sampleShape)
    {
        if (!Takes(sampleShape))
        {
            throw new UnusableInputException(
                $"the classifier takes square images of 28, 32, 64 or 128 pixels (4 to 7 doubled some times), not samples of shape [{string.Join(", ", sampleShape)}]: set data.size for a folder of images");
        }

        var (smallest, halvings) = ImageSizes.Of(sampleShape[^1])!.Value;
        var layers = new List<ILayer>();
        var (inputs, outputs) = (sampleShape[0], (long)FirstChannels);
        for (var i = 1; i <= halvings; i++, (inputs, outputs) = (outputs, 2 * outputs))
        {
            layers.Add(new SameConvolution($"convolution{i}", inputs, outputs, kernel: 3));
            layers.Add(new Activate($"convolution{i}.activation", Activation.Relu));
            layers.Add(new AveragePool($"convolution{i}.pool"));
        }

        layers.Add(new Reshape("flat", [inputs * smallest * smallest]));
        layers.Add(new Dense("features", inputs * smallest * smallest, Features));
        layers.Add(new Activate("features.activation", Activation.Relu));
        return layers;
    }
}
