using GanCluster.Core.Data;
using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Sampling;

/// <summary>Latents of a seed by number, each from a stream of its own.</summary>
/// <param name="truncation">
/// Values of larger magnitude are drawn again until none is left, as BigGAN does (Brock et al. 2019, https://arxiv.org/abs/1809.11096, section 3.1): samples come closer to what
/// the data have most of, and differ less. Null keeps all.
/// </param>
internal sealed unsafe class LatentSource(long seed, int size, double? truncation) : IDisposable
{
    private readonly Generator _stream = new(0, CPU);
    private readonly float[] _next = new float[size];

    public void Fill(long number, Span<float> latent)
    {
        _stream.manual_seed(unchecked((long)KeyedStream.Seed(seed, StreamPurpose.Samples, 0, number)));
        Draw(latent);
        if (truncation is not { } most) return;
        var spare = ReadOnlySpan<float>.Empty;
        foreach (ref var value in latent)
        {
            while (Math.Abs(value) > most)
            {
                if (spare.IsEmpty) spare = Draw(_next);
                value = spare[0];
                spare = spare[1..];
            }
        }
    }

    /// <summary>The latent of a sample, between two numbers too.</summary>
    public void Fill(SamplePoint point, Span<float> latent)
    {
        Fill(point.Latent, latent);
        if (point.Share == 0) return;
        Span<float> next = new float[size];
        Fill(point.Latent + 1, next);
        SphericalInterpolation.Between(latent, next, point.Share, latent);
    }

    public void Dispose() => _stream.Dispose();

    private Span<float> Draw(Span<float> values)
    {
        using var drawn = randn(size, generator: _stream);
        new ReadOnlySpan<float>(FlatPointer.Of(drawn), size).CopyTo(values);
        return values;
    }
}
