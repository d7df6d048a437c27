using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Runs;

/// <summary>The statistics of a step, each once for each network that reports it.</summary>
internal static class StepStatistics
{
    private static readonly (string Network, PhaseKind Kind)[] Networks = [("discriminator", PhaseKind.Discriminator), ("generator", PhaseKind.Generator)];

    /// <returns>Means over the network's phases; what isn't a number stays so.</returns>
    public static IEnumerable<(string Network, string Name, double Value)> Of(StepReport report) =>
        from network in Networks
        from name in report.Phases.Where(phase => phase.Role.Kind == network.Kind).SelectMany(phase => phase.Statistics.Keys).Append(StatisticNames.GradientNorm).Distinct()
        select (network.Network, name, report.Mean(network.Kind, name));
}
