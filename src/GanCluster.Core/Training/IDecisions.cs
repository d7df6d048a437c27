using GanCluster.Core.Decisions;

namespace GanCluster.Core.Training;

/// <summary>
/// What a trainer decides at steps by evaluating its replica: the commit that completes a step of <see cref="Schedule"/> keeps what is to be judged, as a part of the replica, so that it goes to who joins
/// and into checkpoints; anybody may judge it, beside training; and everybody applies what that came to at the step at which it falls due.
/// </summary>
public interface IDecisions
{
    DecisionSchedule Schedule { get; }

    /// <summary>The step of the last decision that is applied, 0 for none.</summary>
    long Decided { get; }

    /// <summary>The step whose replica is kept; as long as it isn't above <see cref="Decided"/>, there is nothing to do. 0 for none.</summary>
    long Held { get; }

    /// <summary>Takes a copy of what is kept of <see cref="Held"/>.</summary>
    /// <returns>To be run once, on any thread, beside training: it gives the value of the decision, a pure function of the copy.</returns>
    Func<CancellationToken, long> Evaluation();

    /// <summary>Between two phases, where <see cref="DecisionSchedule.DueBefore"/> says so.</summary>
    void Apply(Decision decision);
}
