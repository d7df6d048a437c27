using GanCluster.Core.Data;
using GanCluster.Training.Data;

namespace YourOwn;

/// <summary>Points on a spiral of two arms, spread a little; a point's class is its arm.</summary>
internal sealed class Spiral : IOwnData
{
    private const double Spread = 0.05;
    private const int PlacesOfAnArm = 600;

    private readonly float[] _points;

    public Spiral(int points, long seed)
    {
        _points = new float[2 * points];
        // Chance is keyed by the run's seed, so every node draws the same points.
        var random = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Own, 0, 0));
        for (var i = 0; i < points; i++)
        {
            var (x, y) = At(i % 2, random.NextDouble());
            (_points[2 * i], _points[2 * i + 1]) = ((float)(x + Spread * random.NextNormal()), (float)(y + Spread * random.NextNormal()));
        }
    }

    public string Description => $"spiral, {Count:N0} points";

    public long Count => _points.Length / 2;

    public IReadOnlyList<long> SampleShape => [2];

    public IReadOnlyList<string> Classes => ["one arm", "the other"];

    public int LabelOf(long sample) => (int)(sample % 2);

    public void Read(long sample, Span<float> values) => _points.AsSpan((int)(2 * sample), 2).CopyTo(values);

    /// <summary>Mean distance of points to the middle of the nearer arm.</summary>
    public static double Distance(ReadOnlySpan<float> points) => Mean(points, (x, y) => Math.Min(ToArm(0, x, y), ToArm(1, x, y)));

    /// <summary>Share of the points that lie nearer to the first arm: 0.5 of the data.</summary>
    public static double FirstArm(ReadOnlySpan<float> points) => Mean(points, (x, y) => ToArm(0, x, y) < ToArm(1, x, y) ? 1 : 0);

    // The middle of an arm at a place from 0 to 1: a whole turn, outwards.
    private static (double X, double Y) At(int arm, double place)
    {
        var (angle, radius) = (2 * Math.PI * place + Math.PI * arm, 0.4 + 1.6 * place);
        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
    }

    private static double ToArm(int arm, double x, double y) => Math.Sqrt(Enumerable.Range(0, PlacesOfAnArm + 1).Min(i =>
    {
        var (atX, atY) = At(arm, (double)i / PlacesOfAnArm);
        return (x - atX) * (x - atX) + (y - atY) * (y - atY);
    }));

    private static double Mean(ReadOnlySpan<float> points, Func<double, double, double> of)
    {
        var sum = 0.0;
        for (var i = 0; i < points.Length; i += 2) sum += of(points[i], points[i + 1]);
        return sum / (points.Length / 2);
    }
}
