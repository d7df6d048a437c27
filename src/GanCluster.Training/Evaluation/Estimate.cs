namespace GanCluster.Training.Evaluation;

/// <summary>A figure and the interval that holds it with 95 %; how that was found is said where the figure is.</summary>
public sealed record Estimate(double Value, double Low, double High)
{
    /// <summary>The normal distribution's 97.5 % quantile.</summary>
    internal const double Normal = 1.959964;

    /// <summary>The mean of independent values and its standard error.</summary>
    internal static (double Mean, double Error) Mean(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1.0) / values.Length));
    }

    /// <summary>From a standard error.</summary>
    /// <param name="least">Below which no value can lie.</param>
    internal static Estimate Around(double value, double standardError, double least = double.NegativeInfinity, double quantile = Normal) =>
        new(value, Math.Max(Math.Min(least, value), value - quantile * standardError), value + quantile * standardError);
}
