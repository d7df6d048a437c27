using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Training.Replica;

/// <summary>
/// ADA's probability as part of the replica (Karras et al. 2020, https://arxiv.org/abs/2006.06676, section 3.1): after each discriminator phase it goes one step up if the averaged sign
/// of D(real) lies above the target, which tells of overfitting, and one step down otherwise. The paper looks every fourth batch, and takes steps four times as long.
/// </summary>
public sealed class AugmentationState(AugmentationOptions options, long globalBatch) : IDisposable
{
    public const string Name = "augmentation";

    private readonly float _step = (float)((double)globalBatch / options.Images);

    public static FlatLayout Layout { get; } = new([("strength", [1])]);

    public AlignedBuffer Values { get; } = new(Layout.Length);

    public float Strength => Values.Span[0];

    /// <param name="realSign">Mean sign of D(real) over the global batch.</param>
    public void Follow(float realSign) =>
        Values.Span[0] = Math.Clamp(Strength + (realSign > options.Target ? _step : realSign < options.Target ? -_step : 0), 0, 1);

    public TensorGroup Copy()
    {
        var copy = new AlignedBuffer(Layout.Length);
        Values.Span.CopyTo(copy.Span);
        return new TensorGroup(Name, Layout, copy);
    }

    public void Dispose() => Values.Dispose();
}
