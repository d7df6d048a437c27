using GanCluster.Core.Memory;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;
using GanCluster.Training.Sampling;

namespace GanCluster.Training.Evaluation;

/// <summary>A conditional generator's samples as data with classes: a byte a pixel, as image files have them; sample i is of class i modulo their number.</summary>
internal static class GeneratedImages
{
    private const int Chunk = 6400;

    /// <param name="values">As the generator's layout has them.</param>
    /// <param name="classes">Names of its classes.</param>
    public static ImageSet Of(Network generator, AlignedBuffer values, int count, IReadOnlyList<string> classes, long seed)
    {
        using var sampler = new GeneratorSampler(generator);
        sampler.Load(values);
        var size = sampler.SampleSize;
        var bytes = SampleBytes.Allocate(count, size);
        for (var first = 0; first < count; first += Chunk)
        {
            var drawn = sampler.Draw(seed, first, Math.Min(Chunk, count - first));
            for (var i = 0; i * size < drawn.Length; i++)
            {
                var pixels = bytes[first + i];
                for (var k = 0; k < size; k++) pixels[k] = PixelScale.ToByte(drawn[i * size + k]);
            }
        }

        return new ImageSet($"generated, {count:N0} images", generator.OutputShape, bytes, [.. Enumerable.Range(0, count).Select(i => i % classes.Count)], classes);
    }
}
