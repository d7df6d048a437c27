using GanCluster.Core.Data;

namespace GanCluster.Pictures;

/// <summary>Points of the plane that samples should lie among, where no modes are known: the first two values of each.</summary>
/// <param name="Points"><c>[N, 2]</c>, at least one.</param>
internal sealed record PointCloud(float[] Points)
{
    private const int Most = 2000;

    /// <summary>Samples of data whose shape is <c>[values]</c>; null of other data.</summary>
    public static PointCloud? Of(ITrainingData data)
    {
        if (data.SampleShape is not [var size]) return null;
        var samples = Enumerable.Range(0, (int)Math.Min(Most, data.Count)).Select(i => (long)i).ToArray();
        var values = new float[samples.Length * size];
        data.Fill(samples, values);
        return new PointCloud(FirstTwo(values, (int)size));
    }

    /// <param name="values"><c>[N, size]</c></param>
    public static float[] FirstTwo(float[] values, int size)
    {
        if (size == 2) return values;
        var points = new float[values.Length / size * 2];
        for (var i = 0; i < points.Length; i += 2) (points[i], points[i + 1]) = (values[i / 2 * size], values[i / 2 * size + 1]);
        return points;
    }

    /// <summary>A square around all points, with a margin.</summary>
    public PlotFrame Frame()
    {
        var (left, right, bottom, top) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < Points.Length; i += 2)
        {
            if (!float.IsFinite(Points[i]) || !float.IsFinite(Points[i + 1])) continue;
            (left, right, bottom, top) = (Math.Min(left, Points[i]), Math.Max(right, Points[i]), Math.Min(bottom, Points[i + 1]), Math.Max(top, Points[i + 1]));
        }

        // Where nothing is finite, or all lies on one point, something has to be shown all the same.
        if (!double.IsFinite(left)) (left, right, bottom, top) = (-1, 1, -1, 1);
        var least = Math.Max(right - left, top - bottom) > 0 ? 0 : 0.1;
        return new PlotFrame([(left, bottom), (right, top)], least);
    }
}
