namespace GanCluster.Training.Sampling;

/// <summary>
/// The way between two latents along a great circle (Shoemake 1985; for latents White 2016, https://arxiv.org/abs/1609.04468): a straight line between normal latents passes
/// near the origin, where the generator has seen hardly any.
/// </summary>
public static class SphericalInterpolation
{
    // Below it the sines' quotient loses its digits, and the arc is a line.
    private const double LeastSine = 1e-6;

    /// <param name="share">0 gives <paramref name="from"/>, 1 gives <paramref name="to"/>, both exactly.</param>
    public static void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share, Span<float> destination)
    {
        var (ofFrom, ofTo) = Shares(from, to, share);
        for (var i = 0; i < destination.Length; i++) destination[i] = (float)(ofFrom * from[i] + ofTo * to[i]);
    }

    private static (double From, double To) Shares(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share)
    {
        if (share is 0 or 1) return (1 - share, share);
        var lengths = Math.Sqrt(Product(from, from) * Product(to, to));
        var angle = lengths > 0 ? Math.Acos(Math.Clamp(Product(from, to) / lengths, -1, 1)) : 0;
        var sine = Math.Sin(angle);
        return sine < LeastSine ? (1 - share, share) : (Math.Sin((1 - share) * angle) / sine, Math.Sin(share * angle) / sine);
    }

    private static double Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++) sum += (double)one[i] * other[i];
        return sum;
    }
}
