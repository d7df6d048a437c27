using GanCluster.Core.Identity;
using GanCluster.Core.Phases;

namespace GanCluster.Core.Decisions;

/// <summary>What evaluating the replica after a step decided. A pure function of that replica: whoever evaluates, the value is the same.</summary>
/// <param name="Step">The steps that were complete when the replica was evaluated.</param>
/// <param name="Value">Opaque here: the trainer gives it a meaning.</param>
public readonly record struct Decision(long Step, long Value);

/// <summary>
/// Decisions fall at steps, not at times: the replica is evaluated every <paramref name="Every"/> steps, and what that decides takes effect
/// <paramref name="Delay"/> steps later on every replica alike. Training waits there if it isn't known yet.
/// </summary>
/// <param name="Every">0: nothing is ever decided.</param>
/// <param name="Delay">1 to <paramref name="Every"/>: so at most one decision is open.</param>
public readonly record struct DecisionSchedule(PhaseSchedule Phases, int Every, int Delay)
{
    /// <summary>The step whose evaluation has to be known before this phase, if one has.</summary>
    public long? DueBefore(PhaseNumber next)
    {
        if (Every == 0 || !Phases.IsStepBoundary(next)) return null;
        var evaluated = Phases.StepsBefore(next) - Delay;
        return evaluated > 0 && evaluated % Every == 0 ? evaluated : null;
    }

    /// <summary>The step after which the replica that stands before this phase has to be evaluated, if so.</summary>
    public long? EvaluatedAt(PhaseNumber next)
    {
        if (Every == 0 || !Phases.IsStepBoundary(next)) return null;
        var steps = Phases.StepsBefore(next);
        return steps > 0 && steps % Every == 0 ? steps : null;
    }

    /// <summary>Where the run ends when it is told to stop: the end of a step, at least two phases beyond the newest, the same for all.</summary>
    public static PhaseNumber LastAfterStop(PhaseSchedule phases, PhaseNumber newest, PhaseNumber horizon)
    {
        var last = phases.After(phases.StepsBefore(new PhaseNumber(newest.Value + 2 + phases.PhasesPerStep - 1)));
        return last < horizon ? last : horizon;
    }
}
