using GanCluster.Cluster.Nodes;

namespace GanCluster.Jobs.Cluster;

/// <summary>
/// The workers' accounts as one account a step, in the order of the steps: the first whole one of each counts. Who took a replica over in the middle of a step can account for the
/// rest of it only. One that comes ahead, or isn't whole, waits for a better, but not for long, since whoever should have sent that may be dead.
/// </summary>
internal sealed class StepOrder(long start, int phasesPerStep)
{
    private const int MostWaiting = 8;

    private readonly SortedDictionary<long, WorkerStep> _waiting = [];
    private long _last = start;

    /// <returns>What is due now.</returns>
    public IEnumerable<WorkerStep> Add(WorkerStep step)
    {
        if (step.Step > _last && !(_waiting.TryGetValue(step.Step, out var known) && known.Phases.Count >= step.Phases.Count)) _waiting[step.Step] = step;
        return Due(MostWaiting);
    }

    /// <returns>What has waited in vain.</returns>
    public IEnumerable<WorkerStep> Rest() => Due(0);

    private List<WorkerStep> Due(int mostWaiting)
    {
        var due = new List<WorkerStep>();
        while (_waiting.Count > 0 && (IsNextAndWhole(_waiting.First().Value) || _waiting.Count > mostWaiting))
        {
            (_last, var step) = _waiting.First();
            _waiting.Remove(_last);
            due.Add(step);
        }

        return due;
    }

    private bool IsNextAndWhole(WorkerStep step) => step.Step == _last + 1 && step.Phases.Count == phasesPerStep;
}
