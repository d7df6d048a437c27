namespace GanCluster.Core.Options;

public enum AugmentationKind
{
    None,

    /// <summary>Every image, always (Zhao et al. 2020).</summary>
    DiffAugment,

    /// <summary>Each change with a probability that follows how sure the discriminator is of real images (Karras et al. 2020).</summary>
    Ada,
}

/// <summary>Changes to every image that the discriminator sees, real or generated; the generator learns through them.</summary>
public sealed record AugmentationOptions
{
    [Option("augmentation of what the discriminator sees: none, diffAugment, ada")]
    public AugmentationKind Kind { get; init; } = AugmentationKind.None;

    [Option("brightness, saturation and contrast")]
    public Switch Color { get; init; } = Switch.On;

    [Option("largest shift, as a share of the image's size; 0 shifts nothing", Min = 0, Max = 1)]
    public double Translation { get; init; } = 0.125;

    [Option("side of the square that is blanked, as a share of the image's; 0 blanks nothing", Min = 0, Max = 1)]
    public double Cutout { get; init; } = 0.5;

    [Option("ada: mirror images and quarter turns too, for data whose orientation means nothing")]
    public Switch Turn { get; init; } = Switch.Off;

    [Option("ada: mean sign of D(real) that the probability is steered to", Min = -1, Max = 1)]
    public double Target { get; init; } = 0.6;

    [Option("ada: images in which the probability can go from 0 to 1", Min = 1, Max = 1e12)]
    public long Images { get; init; } = 500_000;
}
