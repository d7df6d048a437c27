using GanCluster.Core.Options;
using GanCluster.Training.Augmentation;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>How samples, real or generated, come before the discriminator: changed, under noise, several at a time.</summary>
public sealed class DiscriminatorView(AugmentationOptions augmentation, LossOptions loss)
{
    private readonly ImageAugmentation _augmentation = new(augmentation);

    /// <param name="samples"><c>[batch, channels, ...]</c>; gradients flow through.</param>
    /// <returns><c>[batch / packing, channels · packing, ...]</c></returns>
    public Tensor Of(Tensor samples, ShardInputs shard)
    {
        if (augmentation.Kind != AugmentationKind.None) samples = _augmentation.Apply(samples, shard.Noise, shard.Strength);
        var deviation = NoiseAt(shard.Role.Step);
        if (deviation > 0) samples = samples.Plus(shard.Noise.InstanceNormal(samples.shape).Times(deviation));
        return loss.Packing == 1 ? samples : Packed(samples);
    }

    // Sønderby et al. 2017 (https://arxiv.org/abs/1610.04490), section 3.1: annealed in a straight line.
    private double NoiseAt(long step) =>
        loss.InstanceNoiseUntil == 0 ? loss.InstanceNoise : loss.InstanceNoise * Math.Max(0, 1 - (double)step / loss.InstanceNoiseUntil);

    // Lin et al. 2018 (https://arxiv.org/abs/1712.04086): samples that follow one another, joined along their channels.
    private Tensor Packed(Tensor samples)
    {
        var shape = samples.shape;
        (shape[0], shape[1]) = (shape[0] / loss.Packing, shape[1] * loss.Packing);
        return samples.reshape(shape);
    }
}
