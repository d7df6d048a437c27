using GanCluster.Core.Identity;

namespace GanCluster.Core.Phases;

public enum PhaseKind
{
    Discriminator,
    Generator,
}

/// <summary>What a phase number stands for. <paramref name="Ordinal"/> counts the phases of its own kind from 0, over the whole run.</summary>
public readonly record struct PhaseRole(long Step, PhaseKind Kind, long Ordinal);

/// <summary>
/// The order of the phases: each step is <c>criticSteps</c> discriminator phases, then one generator phase
/// (algorithm 1 of Goodfellow et al. 2014, where criticSteps is called k).
/// </summary>
public readonly record struct PhaseSchedule(int CriticSteps)
{
    public int PhasesPerStep => CriticSteps + 1;

    public PhaseRole RoleOf(PhaseNumber phase)
    {
        var (step, place) = Math.DivRem(phase.Value, PhasesPerStep);
        return place < CriticSteps
            ? new PhaseRole(step, PhaseKind.Discriminator, step * CriticSteps + place)
            : new PhaseRole(step, PhaseKind.Generator, step);
    }

    /// <summary>The phase that follows the last one of <paramref name="steps"/> whole steps.</summary>
    public PhaseNumber After(long steps) => new(steps * PhasesPerStep);

    /// <summary>How many steps are complete when <paramref name="next"/> is the next phase.</summary>
    public long StepsBefore(PhaseNumber next) => next.Value / PhasesPerStep;

    public bool IsStepBoundary(PhaseNumber next) => next.Value % PhasesPerStep == 0;
}
