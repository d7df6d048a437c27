using GanCluster.Cluster.Nodes;
using GanCluster.Core.Options;
using GanCluster.Core.Status;
using GanCluster.Own;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs.Cluster;

/// <summary>One node to be run.</summary>
/// <param name="Options">Complete but for the configuration, which follows from <paramref name="Own"/>.</param>
/// <param name="Folder">Of this node: log, metrics, events, result.</param>
/// <param name="RunPath">Where pictures and checkpoints go: the folder's own, but for a child of <c>train</c>.</param>
/// <param name="TensorBoard">Write what TensorBoard reads, too.</param>
/// <param name="IsChild">Of <c>train --workers</c>: the run's own files are the parent's.</param>
/// <param name="Listening">Told where the control plane listens.</param>
internal sealed record NodeRequest(
    NodeOptions Options,
    OwnPart Own,
    RunFolder Folder,
    string RunPath,
    bool Resume,
    bool TensorBoard,
    bool IsChild,
    Action<string> Listening,
    Func<Progress.WorkerTable?, Progress.ITrainingProgress> Progress,
    StatusBoard Board,
    ILoggerFactory Loggers,
    TimeProvider Time,
    CancellationToken Leave)
{
    /// <summary>Whose networks and data may be trained.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;
}

/// <param name="Result">Null where the node has neither come to a replica of its own nor to the run's end.</param>
/// <param name="Saved">False where the last checkpoint was this node's to write and isn't.</param>
/// <param name="Collapse">Why the watch ended the run before its last step; null where it didn't.</param>
internal sealed record NodeOutcome(NodeEnd End, RunResult? Result, bool Saved, string? Checkpoint, Collapse? Collapse);
