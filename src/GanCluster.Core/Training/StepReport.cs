using GanCluster.Core.Phases;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Training;

/// <summary>A step that is done.</summary>
/// <param name="Step">How many steps of the run are complete now: the first reports 1.</param>
/// <param name="Phases">Its discriminator phases, then its generator phase.</param>
/// <param name="Images">Real samples that the step consumed: global batch times discriminator phases.</param>
/// <param name="Elapsed">Since training began in this process.</param>
public sealed record StepReport(long Step, IReadOnlyList<PhaseOutcome> Phases, long Images, TimeSpan Elapsed)
{
    /// <summary>Mean over the step's discriminator phases; NaN where none reports a loss.</summary>
    public double DiscriminatorLoss => Mean(PhaseKind.Discriminator, StatisticNames.Loss);

    public double GeneratorLoss => Mean(PhaseKind.Generator, StatisticNames.Loss);

    /// <summary>How training fares, where the step ends a window that is judged.</summary>
    public HealthVerdict? Verdict => Phases.Count == 0 ? null : Phases[^1].Verdict;

    /// <summary>What the last evaluation came to, where the step brings it.</summary>
    public EvaluationVerdict? Evaluation => Phases.Count == 0 ? null : Phases[^1].Evaluation;

    /// <summary>The mean of a statistic over the step's phases of one kind that report it; NaN if none does.</summary>
    public double Mean(PhaseKind kind, string statistic)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var phase in Phases)
        {
            if (phase.Role.Kind != kind) continue;
            if (statistic == StatisticNames.GradientNorm) sum += phase.GradientNorm;
            else if (phase.Statistics.TryGetValue(statistic, out var value)) sum += value;
            else continue;
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
