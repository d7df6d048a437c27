using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Core.Watch;

/// <summary>Sums over the phases of a window, in the order of the phases. Skipped phases are counted and left out.</summary>
/// <param name="Compared">Phases that compared the diversities.</param>
/// <param name="RealSimilarity">See <see cref="StatisticNames.RealSimilarity"/>.</param>
/// <param name="RealSign">See <see cref="StatisticNames.RealSign"/>.</param>
/// <param name="RealNearness">See <see cref="StatisticNames.RealNearness"/>; 0 where samples aren't points.</param>
public readonly record struct WatchSums(
    int DiscriminatorPhases,
    int GeneratorPhases,
    int Skipped,
    int Compared,
    float RealSimilarity,
    float FakeSimilarity,
    float Loss,
    float RealSign,
    float DiscriminatorNorm,
    float GeneratorNorm,
    float RealNearness,
    float CrossNearness)
{
    public WatchSums Plus(PhaseOutcome outcome)
    {
        if (!outcome.Applied) return this with { Skipped = Skipped + 1 };
        if (outcome.Role.Kind == PhaseKind.Generator) return this with { GeneratorPhases = GeneratorPhases + 1, GeneratorNorm = GeneratorNorm + (float)outcome.GradientNorm };
        var statistics = outcome.Statistics;
        var sums = this with
        {
            DiscriminatorPhases = DiscriminatorPhases + 1,
            DiscriminatorNorm = DiscriminatorNorm + (float)outcome.GradientNorm,
            Loss = Loss + statistics.GetValueOrDefault(StatisticNames.Loss, float.NaN),
            RealSign = RealSign + statistics.GetValueOrDefault(StatisticNames.RealSign, float.NaN),
        };
        if (!statistics.TryGetValue(StatisticNames.RealSimilarity, out var real) || !statistics.TryGetValue(StatisticNames.FakeSimilarity, out var fake)) return sums;
        return sums with
        {
            Compared = Compared + 1,
            RealSimilarity = RealSimilarity + real,
            FakeSimilarity = FakeSimilarity + fake,
            RealNearness = RealNearness + statistics.GetValueOrDefault(StatisticNames.RealNearness),
            CrossNearness = CrossNearness + statistics.GetValueOrDefault(StatisticNames.CrossNearness),
        };
    }
}
