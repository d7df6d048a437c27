namespace GanCluster.Pictures;

/// <summary>One line of a plot, thinned to what a picture can show. A value that isn't finite is left out.</summary>
internal sealed record Curve(double[] Steps, double[] Values)
{
    /// <summary>
    /// In each of <paramref name="buckets"/> equal stretches the least and the greatest value, in their order: the outline of the whole series, peaks included.
    /// </summary>
    public Curve Thinned(int buckets)
    {
        if (Steps.Length <= 2 * buckets) return this;
        var kept = new List<int>(2 * buckets);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var from = (int)((long)bucket * Steps.Length / buckets);
            var to = (int)((long)(bucket + 1) * Steps.Length / buckets);
            var (least, greatest) = (from, from);
            for (var i = from + 1; i < to; i++)
            {
                if (Values[i] < Values[least]) least = i;
                if (Values[i] > Values[greatest]) greatest = i;
            }

            kept.Add(Math.Min(least, greatest));
            if (least != greatest) kept.Add(Math.Max(least, greatest));
        }

        return new Curve([.. kept.Select(i => Steps[i])], [.. kept.Select(i => Values[i])]);
    }

    /// <summary>Exponential moving average over about <paramref name="span"/> values, without the bias towards its start.</summary>
    public Curve Smoothed(double span)
    {
        var decay = 1 - 1 / Math.Max(1, span);
        var smooth = new double[Values.Length];
        double sum = 0, weight = 0;
        for (var i = 0; i < smooth.Length; i++)
        {
            sum = sum * decay + Values[i];
            weight = weight * decay + 1;
            smooth[i] = sum / weight;
        }

        return this with { Values = smooth };
    }

    /// <summary>
    /// What the vertical axis has to show: nearly all values, with a margin. The losses of a GAN may rise a thousandfold for a step, and one such peak, which is
    /// cut off, would flatten everything else.
    /// </summary>
    public static (double Least, double Greatest) UsualRange(IEnumerable<Curve> curves)
    {
        const double Rare = 0.002;
        var sorted = curves.SelectMany(curve => curve.Values).Order().ToArray();
        if (sorted.Length == 0) return (0, 1);
        var left = (int)(sorted.Length * Rare);
        var (least, greatest) = (sorted[left], sorted[^(left + 1)]);
        var margin = greatest > least ? 0.12 * (greatest - least) : Math.Max(1, Math.Abs(least)) * 0.5;
        return (least - margin, greatest + margin);
    }

    public static Curve Of(IReadOnlyList<LossPoint> points, Func<LossPoint, float> value)
    {
        var finite = points.Where(point => float.IsFinite(value(point))).ToList();
        return new Curve([.. finite.Select(point => (double)point.Step)], [.. finite.Select(point => (double)value(point))]);
    }
}
