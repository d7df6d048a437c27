using GanCluster.Core.Identity;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Tests.Progress;

internal static class Reports
{
    public static StepReport Of(long step, double seconds, float discriminatorLoss = 1.25f, float generatorLoss = 0.75f) => new(
        step,
        [
            Phase(2 * step - 2, new PhaseRole(step - 1, PhaseKind.Discriminator, step - 1), new() { [StatisticNames.Loss] = discriminatorLoss, [StatisticNames.RealScore] = 0.5f }),
            Phase(2 * step - 1, new PhaseRole(step - 1, PhaseKind.Generator, step - 1), new() { [StatisticNames.Loss] = generatorLoss }),
        ],
        Images: 64,
        TimeSpan.FromSeconds(seconds));

    private static PhaseOutcome Phase(long number, PhaseRole role, Dictionary<string, float> statistics) => new(new PhaseNumber(number), role, true, [], 3, statistics);
}
