namespace GanCluster.Core.Compute;

/// <summary>The threads of a worker on which it computes: one shard at a time each, and slices of a commit.</summary>
public interface ILanes
{
    int Count { get; }

    /// <summary>Runs <paramref name="work"/> once on each lane's thread, with the lane's number, and returns when all have ended.</summary>
    /// <exception cref="AggregateException">What lanes threw.</exception>
    void Run(Action<int> work);
}
