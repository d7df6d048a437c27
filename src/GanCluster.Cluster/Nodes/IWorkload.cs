using GanCluster.Core.Admission;
using GanCluster.Core.Compute;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;

namespace GanCluster.Cluster.Nodes;

/// <summary>What a worker computes. The program makes it: the cluster knows neither data nor networks.</summary>
public interface IWorkload
{
    /// <summary>Opens the data and makes the replica that the worker begins with: the initial one, or that of a checkpoint. On a thread of its own, once.</summary>
    /// <param name="configuration">Text of the run's <c>config.json</c>, from the cluster.</param>
    /// <exception cref="Core.UnusableInputException">The data or the configuration can't be used here.</exception>
    OpenedWorkload Open(string configuration);
}

/// <param name="Registration">What this worker brings; its run may be nothing where it takes everything from the cluster.</param>
/// <param name="Schedule">Phases of the run.</param>
/// <param name="Horizon">Steps of the run in all.</param>
public sealed record OpenedWorkload(ITrainer Trainer, Registration Registration, PhaseSchedule Schedule, long Horizon);
