using System.Runtime.InteropServices;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using static TorchSharp.torch;

namespace GanCluster.Training.Augmentation;

/// <summary>Where each pixel of a changed image comes from: mirrored, turned, shifted, cut out. Whole pixels only, so that nothing is resampled.</summary>
internal readonly struct PixelMap(AugmentationOptions options, int size)
{
    private readonly bool _turns = options.Kind == AugmentationKind.Ada && options.Turn == Switch.On;
    private readonly int _mostShift = (int)(size * options.Translation + 0.5);
    private readonly int _cut = (int)(size * options.Cutout + 0.5);

    /// <param name="sources"><c>[batch, 1, size · size]</c>, of 64-bit integers: places in the image, or the one behind its last for blank.</param>
    public void Draw(ref KeyedRandom random, double strength, Tensor sources, int image)
    {
        var to = MemoryMarshal.Cast<byte, long>(sources.bytes).Slice(image * size * size, size * size);
        // All is drawn, used or not: how far the stream goes doesn't depend on the strength.
        var (mirrors, turns, shifts, cuts) = (Happens(ref random, strength), Happens(ref random, strength), Happens(ref random, strength), Happens(ref random, strength));
        var (mirror, quarters) = (random.NextBelow(2) == 1, random.NextBelow(4));
        var (down, right) = (random.NextBelow(2 * _mostShift + 1) - _mostShift, random.NextBelow(2 * _mostShift + 1) - _mostShift);
        if (!shifts) (down, right) = (0, 0);
        if (!_turns || !mirrors) mirror = false;
        if (!_turns || !turns) quarters = 0;
        var (top, left) = (Corner(ref random), Corner(ref random));

        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var isCut = cuts && _cut > 0 && y >= top && y < top + _cut && x >= left && x < left + _cut;
                to[y * size + x] = isCut ? size * size : Source(y - down, x - right, mirror, quarters);
            }
        }
    }

    // As in DiffAugment's code: the square's middle lies anywhere in the image.
    private int Corner(ref KeyedRandom random) => random.NextBelow(size + 1 - _cut % 2) - _cut / 2;

    private long Source(int y, int x, bool mirror, int quarters)
    {
        if (y < 0 || y >= size || x < 0 || x >= size) return size * size;
        for (var turn = 0; turn < quarters; turn++) (y, x) = (x, size - 1 - y);
        return y * size + (mirror ? size - 1 - x : x);
    }

    private static bool Happens(ref KeyedRandom random, double strength) => random.NextDouble() < strength;
}
