using GanCluster.Core.Identity;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Core.Tests.Training;

public class StepReportTests
{
    private static readonly StepReport Report = new(
        1,
        [
            Phase(0, PhaseKind.Discriminator, norm: 2, (StatisticNames.Loss, 1), (StatisticNames.R1, 8)),
            Phase(1, PhaseKind.Discriminator, norm: 4, (StatisticNames.Loss, 3)),
            Phase(2, PhaseKind.Generator, norm: 5, (StatisticNames.Loss, 7)),
        ],
        128,
        TimeSpan.Zero);

    [Fact]
    public void Losses_SeveralPhases_AreMeansOfTheirKind() => Assert.Equal((2, 7), (Report.DiscriminatorLoss, Report.GeneratorLoss));

    [Fact]
    public void Mean_StatisticOfSomePhases_IsOverThosePhases() => Assert.Equal(8, Report.Mean(PhaseKind.Discriminator, StatisticNames.R1));

    [Fact]
    public void Mean_GradientNorm_ComesFromTheOutcome() => Assert.Equal(3, Report.Mean(PhaseKind.Discriminator, StatisticNames.GradientNorm));

    [Fact]
    public void Mean_NobodyReports_IsNaN() => Assert.Equal(double.NaN, Report.Mean(PhaseKind.Generator, StatisticNames.RealScore));

    private static PhaseOutcome Phase(long number, PhaseKind kind, double norm, params (string Name, float Value)[] statistics) => new(
        new PhaseNumber(number), new PhaseRole(0, kind, 0), true, [], norm, statistics.ToDictionary(pair => pair.Name, pair => pair.Value));
}
