using GanCluster.Core;
using GanCluster.Core.Options;

namespace GanCluster.Training.Networks;

/// <summary>A square image, halved until it is 4 to 7 pixels wide: 28 → 14 → 7, 32 → 16 → 8 → 4, 128 → 64 → 32 → 16 → 8 → 4.</summary>
/// <param name="Smallest">Pixels on a side at the end.</param>
internal readonly record struct ImageSizes(long Smallest, int Halvings)
{
    /// <exception cref="UnusableInputException">The samples aren't such images.</exception>
    public static ImageSizes Of(NetworkOptions options, string network, IReadOnlyList<long> sampleShape)
    {
        var size = sampleShape[^1];
        var halvings = 0;
        for (; size > 7 && size % 2 == 0; size /= 2) halvings++;
        if (sampleShape.Count == 3 && sampleShape[1] == sampleShape[2] && size is >= 4 and <= 7 && halvings > 0) return new ImageSizes(size, halvings);
        throw new UnusableInputException(
            $"{network}.kind is {options.Kind.ToString().ToLowerInvariant()}, which needs square images of 28, 32, 64 or 128 pixels (or 4 to 7 doubled some times), but the data has samples of " +
            $"shape [{string.Join(", ", sampleShape)}]: set {network}.kind=mlp, or data.size for a folder of images");
    }
}
