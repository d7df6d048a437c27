namespace GanCluster.Core.Options;

/// <summary>A square image, halved until it is 4 to 7 pixels wide: 28 → 14 → 7, 32 → 16 → 8 → 4, 128 → 64 → 32 → 16 → 8 → 4.</summary>
/// <param name="Smallest">Pixels on a side at the end.</param>
public readonly record struct ImageSizes(long Smallest, int Halvings)
{
    /// <returns>Nothing where the size doesn't come to that, or is there already.</returns>
    public static ImageSizes? Of(long size)
    {
        var halvings = 0;
        for (; size > 7 && size % 2 == 0; size /= 2) halvings++;
        return size is >= 4 and <= 7 && halvings > 0 ? new ImageSizes(size, halvings) : null;
    }
}
