namespace GanCluster.Training.Evaluation;

/// <summary>
/// Intervals of figures of two samples by leaving out one group of one of them at a time (grouped jackknife, Efron 1982): the variances that either sample brings are added. Samples have to lie in an order by chance.
/// </summary>
internal static class GroupedJackknife
{
    public const int Groups = 20;

    // Student's 97.5 % quantile for 19 degrees of freedom.
    private const double Quantile = 2.093024;

    /// <summary>The group of a sample.</summary>
    public static int GroupOf(int sample, int count) => (int)((long)sample * Groups / count);

    /// <summary>Samples in each group.</summary>
    public static int[] Sizes(int count)
    {
        var sizes = new int[Groups];
        for (var i = 0; i < count; i++) sizes[GroupOf(i, count)]++;
        return sizes;
    }

    /// <param name="withoutOne">The figure without each group of the one sample.</param>
    /// <param name="withoutOther">Without each group of the other.</param>
    public static Estimate Interval(double value, double[] withoutOne, double[] withoutOther, double least) =>
        Estimate.Around(value, Math.Sqrt(Variance(withoutOne) + Variance(withoutOther)), least, Quantile);

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return (Groups - 1.0) / Groups * values.Sum(value => (value - mean) * (value - mean));
    }
}
