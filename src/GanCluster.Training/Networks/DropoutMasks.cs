using System.Runtime.InteropServices;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>
/// What a shard drops: a stream keyed by (seed, phase, shard), from which the layers draw one behind the other as its passes come to them. So the masks are the same
/// whoever computes the shard. (libtorch's own dropout takes no generator, and draws from the global one.)
/// </summary>
public sealed class DropoutMasks(Device device)
{
    private KeyedRandom _random;

    /// <summary>The stream at its beginning.</summary>
    public void Begin(long seed, PhaseNumber phase, ShardIndex shard) =>
        _random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Dropout, phase.Value, shard.Value));

    /// <summary>Zero with probability <paramref name="dropped"/>, otherwise 1/(1 − dropped), so that the mean is 1.</summary>
    public Tensor Next(long[] shape, double dropped)
    {
        var mask = empty(shape);
        Fill(MemoryMarshal.Cast<byte, float>(mask.bytes), dropped);
        return device.type == DeviceType.CPU ? mask : mask.to(device);
    }

    // Half of 64 bits decides one value: the share is met to 2⁻³².
    private void Fill(Span<float> mask, double dropped)
    {
        var (limit, kept) = ((ulong)Math.Round((1 - dropped) * (1L << 32)), (float)(1 / (1 - dropped)));
        // In a local, so that its state stays in registers.
        var random = _random;
        for (var i = 0; i < mask.Length; i += 2)
        {
            var bits = random.NextBits();
            mask[i] = bits >> 32 < limit ? kept : 0;
            if (i + 1 < mask.Length) mask[i + 1] = (uint)bits < limit ? kept : 0;
        }

        _random = random;
    }
}
