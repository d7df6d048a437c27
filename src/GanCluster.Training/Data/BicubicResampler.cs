namespace GanCluster.Training.Data;

/// <summary>
/// Squares of pixels to another size: separable cubic convolution (Keys, "Cubic convolution interpolation", 1981, a = −0.5), widened
/// when shrinking so that every source pixel counts. At its own size an image stays as it is.
/// </summary>
/// <remarks>
/// Written here because SkiaSharp's samplers pick code by processor, and their last bits with it. This is double arithmetic in one
/// order: the same bytes on every machine.
/// </remarks>
internal sealed class BicubicResampler
{
    private const double Support = 2;

    private readonly int _from, _to;
    private readonly (int First, double[] Weights)[] _taps;

    public BicubicResampler(int from, int to)
    {
        _from = from;
        _to = to;
        _taps = [.. Enumerable.Range(0, to).Select(TapsOf)];
    }

    /// <param name="source">[from, from, channels]</param>
    /// <param name="channels">Values a pixel.</param>
    /// <param name="destination">[channels, to, to]</param>
    public void Resample(ReadOnlySpan<byte> source, int channels, Span<byte> destination)
    {
        var narrow = new double[_from * _to * channels]; // [from, to, channels]
        for (var y = 0; y < _from; y++)
            NarrowRow(source.Slice(y * _from * channels, _from * channels), channels, narrow.AsSpan(y * _to * channels, _to * channels));

        var row = new double[_to * channels];
        for (var y = 0; y < _to; y++)
        {
            Array.Clear(row);
            var (first, weights) = _taps[y];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var above = narrow.AsSpan((first + tap) * row.Length, row.Length);
                for (var i = 0; i < row.Length; i++) row[i] += weights[tap] * above[i];
            }
            for (var x = 0; x < _to; x++)
                for (var channel = 0; channel < channels; channel++)
                    destination[(((channel * _to) + y) * _to) + x] = (byte)(Math.Clamp(row[(x * channels) + channel], 0, 255) + 0.5);
        }
    }

    private void NarrowRow(ReadOnlySpan<byte> source, int channels, Span<double> destination)
    {
        for (var x = 0; x < _to; x++)
        {
            var (first, weights) = _taps[x];
            for (var channel = 0; channel < channels; channel++)
            {
                var sum = 0.0;
                for (var tap = 0; tap < weights.Length; tap++) sum += weights[tap] * source[((first + tap) * channels) + channel];
                destination[(x * channels) + channel] = sum;
            }
        }
    }

    private (int First, double[] Weights) TapsOf(int place)
    {
        var scale = (double)_from / _to;
        var stretch = Math.Max(scale, 1);
        var centre = (place + 0.5) * scale;
        var first = Math.Max(0, (int)Math.Floor(centre - (Support * stretch)));
        var end = Math.Min(_from, (int)Math.Ceiling(centre + (Support * stretch)));
        var weights = new double[end - first];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] = Cubic((first + i + 0.5 - centre) / stretch);
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return (first, weights);
    }

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        if (x < 1) return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        return x < Support ? ((((x - 5) * x) + 8) * x * a) - (4 * a) : 0;
    }
}
