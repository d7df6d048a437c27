using GanCluster.Cluster.Nodes;

namespace GanCluster.Jobs.Cluster;

/// <summary>
/// The workers' accounts as one account a step, in the order of the steps: the first of each counts. One that comes ahead waits for those before it, but not
/// for long, since whoever should have sent them may be dead.
/// </summary>
internal sealed class StepOrder(long start)
{
    private const int MostWaiting = 8;

    private readonly SortedDictionary<long, WorkerStep> _waiting = [];
    private long _last = start;

    /// <returns>What is due now.</returns>
    public IEnumerable<WorkerStep> Add(WorkerStep step)
    {
        if (step.Step > _last) _waiting.TryAdd(step.Step, step);
        return Due(MostWaiting);
    }

    /// <returns>What has waited in vain.</returns>
    public IEnumerable<WorkerStep> Rest() => Due(0);

    private List<WorkerStep> Due(int mostWaiting)
    {
        var due = new List<WorkerStep>();
        while (_waiting.Count > 0 && (_waiting.First().Key == _last + 1 || _waiting.Count > mostWaiting))
        {
            (_last, var step) = _waiting.First();
            _waiting.Remove(_last);
            due.Add(step);
        }

        return due;
    }
}
