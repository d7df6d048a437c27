using System.Runtime.InteropServices;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Native;
using GanCluster.Training.Steps;
using static TorchSharp.torch;

namespace GanCluster.Training.Augmentation;

/// <summary>
/// Differentiable changes to images, drawn for each image: colour, then places. With DiffAugment (Zhao et al. 2020, https://arxiv.org/abs/2006.10738) each image undergoes all of them;
/// with ADA (Karras et al. 2020, https://arxiv.org/abs/2006.06676) each of them with the probability that the replica has come to, and mirror images and quarter turns on demand.
/// The sizes of the changes are DiffAugment's in both: ADA's own need powers, whose last bits differ between math libraries.
/// </summary>
public sealed class ImageAugmentation(AugmentationOptions options)
{
    private static readonly long[] Channels = [1], Whole = [1, 2, 3];

    /// <param name="images"><c>[batch, channels, size, size]</c></param>
    /// <param name="strength">Probability of each change, 0 to 1.</param>
    public Tensor Apply(Tensor images, ShardNoise noise, double strength)
    {
        ref var random = ref noise.Augmentation;
        if (options.Color == Switch.On) images = Recoloured(images, ref random, strength, noise.Device);
        return Moved(images, ref random, strength, noise.Device);
    }

    private static Tensor Recoloured(Tensor images, ref KeyedRandom random, double strength, Device device)
    {
        var count = (int)images.shape[0];
        var (brightness, saturation, contrast) = (new float[count], new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            brightness[i] = Draw(ref random, strength, -0.5f, 1, without: 0);
            saturation[i] = Draw(ref random, strength, 0, 2, without: 1);
            contrast[i] = Draw(ref random, strength, 0.5f, 1, without: 1);
        }

        images = images.Plus(OnePerImage(brightness, device));
        if (images.shape[1] > 1) images = Stretched(images, Channels, OnePerImage(saturation, device));
        return Stretched(images, Whole, OnePerImage(contrast, device));
    }

    // Away from the mean over some dimensions, or towards it.
    private static Tensor Stretched(Tensor images, long[] over, Tensor factor)
    {
        var mean = images.mean(over, keepdim: true);
        return mean.Plus(images.Minus(mean) * factor);
    }

    // Every pixel of the result names the pixel that it shows; the one behind the last is blank.
    private Tensor Moved(Tensor images, ref KeyedRandom random, double strength, Device device)
    {
        var (count, channels, size) = (images.shape[0], images.shape[1], (int)images.shape[2]);
        var pixels = (long)size * size;
        var sources = empty([count, 1, pixels], int64);
        var map = new PixelMap(options, size);
        for (var i = 0; i < count; i++) map.Draw(ref random, strength, sources, i);

        if (device.type != TorchSharp.DeviceType.CPU) sources = sources.to(device);
        var withBlank = cat([images.reshape(count, channels, pixels), zeros([count, channels, 1], device: device)], 2);
        return withBlank.gather(2, sources.expand(count, channels, pixels)).reshape(images.shape);
    }

    private static float Draw(ref KeyedRandom random, double strength, float from, float range, float without)
    {
        // Both are drawn in any case: how far the stream goes doesn't depend on the strength.
        var (happens, value) = (random.NextDouble() < strength, random.NextDouble());
        return happens ? from + range * (float)value : without;
    }

    private static Tensor OnePerImage(float[] values, Device device)
    {
        var own = zeros([values.Length, 1, 1, 1]);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(own.bytes));
        return device.type == TorchSharp.DeviceType.CPU ? own : own.to(device);
    }
}
