using GanCluster.Core.Data;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Data;

/// <summary>The centre of one Gaussian.</summary>
public readonly record struct Mode(double X, double Y);

/// <summary>
/// Points of a mixture of equal Gaussians in the plane, shape <c>[2]</c>, drawn from the seed; a point's label is its mode. The classic
/// tests for lost modes: Metz et al., "Unrolled GANs" (2017); Lin et al., "PacGAN" (2018), whose sizes these are.
/// </summary>
/// <remarks>The normals pass through libm's logarithm: two machines with other last bits are told apart by the fingerprint.</remarks>
public sealed class GaussianMixture : ITrainingData
{
    private readonly float[] _points;
    private readonly int[] _labels;

    private GaussianMixture(string title, Mode[] modes, double sigma, int points, long seed)
    {
        Description = $"{title}, {points:N0} points";
        Modes = modes;
        Sigma = sigma;
        Classes = [.. modes.Select(mode => $"({mode.X:0.##}, {mode.Y:0.##})")];
        _points = new float[2L * points];
        _labels = new int[points];
        var random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Mixture, 0, 0));
        for (var i = 0; i < points; i++)
        {
            var label = random.NextBelow(modes.Length);
            _labels[i] = label;
            _points[2 * i] = (float)(modes[label].X + (sigma * random.NextNormal()));
            _points[(2 * i) + 1] = (float)(modes[label].Y + (sigma * random.NextNormal()));
        }
        Fingerprint = DataFingerprint.Of(SampleShape, _points, _labels, modes.Length);
    }

    /// <summary>The centres; a label is a place in this list.</summary>
    public IReadOnlyList<Mode> Modes { get; }

    /// <summary>The standard deviation of each Gaussian, in x and in y.</summary>
    public double Sigma { get; }

    public string Description { get; }

    public long Count => _labels.Length;

    public IReadOnlyList<long> SampleShape { get; } = [2];

    public IReadOnlyList<string> Classes { get; }

    public Digest Fingerprint { get; }

    /// <summary>Eight modes on the unit circle, σ 0.01.</summary>
    public static GaussianMixture Ring8(int points, long seed)
    {
        var diagonal = Math.Sqrt(0.5); // exact to the last bit everywhere, which cos and sin aren't
        return new("ring of 8 Gaussians",
            [
                new(1, 0), new(diagonal, diagonal), new(0, 1), new(-diagonal, diagonal),
                new(-1, 0), new(-diagonal, -diagonal), new(0, -1), new(diagonal, -diagonal),
            ],
            sigma: 0.01, points, seed);
    }

    /// <summary>Twenty-five modes at {−4, −2, 0, 2, 4}², σ 0.05.</summary>
    public static GaussianMixture Grid25(int points, long seed) => new("grid of 25 Gaussians",
        [.. from row in Enumerable.Range(-2, 5) from column in Enumerable.Range(-2, 5) select new Mode(2 * column, 2 * row)],
        sigma: 0.05, points, seed);

    public int LabelOf(long sample) => _labels[sample];

    public void Fill(ReadOnlySpan<long> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            _points.AsSpan(checked((int)(2 * samples[i])), 2).CopyTo(destination[(2 * i)..]);
    }
}
