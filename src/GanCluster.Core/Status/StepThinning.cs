namespace GanCluster.Core.Status;

/// <summary>Fewer points for the same curve: neighbours are replaced by their mean.</summary>
public static class StepThinning
{
    public static IReadOnlyList<StepPoint> Thin(IReadOnlyList<StepPoint> points, int most)
    {
        while (points.Count > most) points = Halve(points);
        return points;
    }

    internal static List<StepPoint> Halve(IReadOnlyList<StepPoint> points)
    {
        var halved = new List<StepPoint>((points.Count + 1) / 2);
        for (var i = 0; i < points.Count; i += 2)
            halved.Add(i + 1 < points.Count ? points[i].MergedWith(points[i + 1], 1) : points[i]);
        return halved;
    }
}
