using GanCluster.Core.Options;

namespace GanCluster.Training.Regularizers;

/// <summary>The penalties that the options ask for.</summary>
public static class Penalties
{
    public static IReadOnlyList<IPenalty> From(LossOptions options)
    {
        var penalties = new List<IPenalty>();
        if (options.R1 > 0) penalties.Add(new R1Penalty(options));
        if (options.R2 > 0) penalties.Add(new R2Penalty(options));
        if (options.GradientPenalty > 0) penalties.Add(new InterpolationPenalty(options));
        if (options.Dragan > 0) penalties.Add(new DraganPenalty(options));
        return penalties;
    }
}
