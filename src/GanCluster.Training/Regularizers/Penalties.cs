using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Training.Regularizers;

/// <summary>The penalties that the options ask for.</summary>
public static class Penalties
{
    public static IReadOnlyList<IPenalty> From(LossOptions options)
    {
        var penalties = new List<IPenalty>();
        if (options.R1 > 0) penalties.Add(new ZeroCenteredPenalty(StatisticNames.R1, options.R1, options.R1Every, atReal: true));
        if (options.R2 > 0) penalties.Add(new ZeroCenteredPenalty(StatisticNames.R2, options.R2, options.R1Every, atReal: false));
        if (options.GradientPenalty > 0) penalties.Add(new InterpolationPenalty(options));
        if (options.Dragan > 0) penalties.Add(new DraganPenalty(options));
        return penalties;
    }
}
