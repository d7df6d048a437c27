using GanCluster.Core.Options;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Own;
using GanCluster.Runs;
using Microsoft.Extensions.Logging;

namespace GanCluster.Jobs;

/// <summary>One run to be trained.</summary>
/// <param name="Options">Complete and valid; <c>data.path</c> is absolute.</param>
/// <param name="Resume">Go on from the folder's newest checkpoint that verifies; from step 0 where there is none.</param>
/// <param name="Observer">Progress and metrics, and the folder's <c>config.json</c>: to be told of the start before anything is written there.</param>
/// <param name="Events"><c>events.jsonl</c>.</param>
/// <param name="Interrupted">To be looked at between steps: then a checkpoint, and <see cref="TrainingEnd.Interrupted"/>.</param>
internal sealed record TrainingRequest(
    RunOptions Options,
    RunFolder Folder,
    bool Resume,
    ITrainingObserver Observer,
    JsonLinesFile Events,
    ILoggerFactory Loggers,
    TimeProvider Time,
    CancellationToken Interrupted)
{
    /// <summary>Told what training does; those who watch read it.</summary>
    public StatusBoard Board { get; init; } = new(Time);

    /// <summary>What workers are started from.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;
}

/// <summary>What training came to.</summary>
/// <param name="Result">Of the steps that are complete; the program writes it to <c>result.json</c> unless the run was interrupted.</param>
/// <param name="Checkpoint">The last one written, for the summary; null if there is none.</param>
/// <param name="Pictures">The newest picture, for the summary; null if there is none.</param>
internal sealed record TrainingEnd(RunResult Result, bool Interrupted, string? Checkpoint, string? Pictures)
{
    /// <summary>Why the watch ended the run before its last step; null where it didn't.</summary>
    public Collapse? Collapse { get; init; }
}
