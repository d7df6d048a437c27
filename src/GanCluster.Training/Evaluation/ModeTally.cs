using GanCluster.Training.Data;

namespace GanCluster.Training.Evaluation;

/// <summary>Points of the plane, each by its nearest mode and by whether it lies within three standard deviations of it.</summary>
/// <param name="Mode">Place of the nearest mode, a value for each point.</param>
/// <param name="IsGood">Whether the point is of high quality.</param>
public sealed record ModeTally(int[] Mode, bool[] IsGood, int Modes)
{
    private const double GoodDeviations = 3;

    /// <param name="points">x and y in turn.</param>
    public static ModeTally Of(ReadOnlySpan<float> points, GaussianMixture mixture)
    {
        var count = points.Length / 2;
        var (mode, isGood) = (new int[count], new bool[count]);
        var limit = GoodDeviations * mixture.Sigma * (GoodDeviations * mixture.Sigma);
        for (var i = 0; i < count; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var m = 0; m < mixture.Modes.Count; m++)
            {
                var (dx, dy) = (points[2 * i] - mixture.Modes[m].X, points[2 * i + 1] - mixture.Modes[m].Y);
                var square = dx * dx + dy * dy;
                if (square < nearest) (nearest, mode[i]) = (square, m);
            }

            isGood[i] = nearest <= limit;
        }

        return new ModeTally(mode, isGood, mixture.Modes.Count);
    }
}
