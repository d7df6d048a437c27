using GanCluster.Cluster.Nodes;
using GanCluster.Core.Admission;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Tests.Matrix;

/// <summary>A real node on a thread of its own, in this process, with a trainer that the test gives it.</summary>
internal sealed class MatrixNode : INodeObserver, IWorkload, IDisposable
{
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<NodeEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ITrainer> _open;
    private readonly long _steps;
    private readonly ClusterNode _node;

    public MatrixNode(NodeOptions options, Func<ITrainer> open, long steps)
    {
        (_open, _steps) = (open, steps);
        _node = new ClusterNode(options, options.IsWorker ? this : null, this, new StatusBoard(TimeProvider.System), NullLoggerFactory.Instance, TimeProvider.System);
        new Thread(() =>
        {
            try
            {
                _end.SetResult(_node.Run(CancellationToken.None, CancellationToken.None));
            }
            catch (Exception failure)
            {
                _end.SetException(failure);
                _address.TrySetException(failure);
            }
        })
        { IsBackground = true }.Start();
    }

    public Task<string> Address => _address.Task;

    public Task<NodeEnd> End => _end.Task;

    public ITrainer? Trainer { get; private set; }

    /// <summary>Statistics of the phases that weren't finite in every part.</summary>
    public List<string> Skipped { get; } = [];

    public Digest? Final { get; private set; }

    public HashSet<string> Computed { get; } = [];

    public OpenedWorkload Open(string configuration)
    {
        Trainer = _open();
        var same = Digest.Of([1]);
        return new OpenedWorkload(Trainer, new Registration(same, same, "1", same, same), new PhaseSchedule(1), _steps);
    }

    public void Listening(string address) => _address.TrySetResult(address);

    public void Admitted(OpenedWorkload workload, PhaseNumber next)
    {
    }

    public void Committed(PhaseOutcome outcome, bool isRecorder)
    {
        if (!outcome.Applied) Skipped.Add($"phase {outcome.Phase.Value}: {string.Join(", ", outcome.Statistics.Keys)}");
    }

    public void PlanMade(Plan plan)
    {
    }

    public void WorkerAdmitted(NodeId worker)
    {
    }

    public void WorkerRefused(NodeId worker, string sentence)
    {
    }

    public void WorkerLost(NodeId worker)
    {
    }

    public void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards)
    {
    }

    public void StepCompleted(WorkerStep step)
    {
        if (step.Shards > 0) Computed.Add(step.Worker.Endpoint);
    }

    public void RunFailed(string sentence)
    {
    }

    public void RunEnded(PhaseNumber last, Lineage lineage, Digest digest) => Final = digest;

    public void Dispose()
    {
        _node.Dispose();
        Trainer?.Dispose();
    }
}
