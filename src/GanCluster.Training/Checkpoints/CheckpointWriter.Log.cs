using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Training.Checkpoints;

public sealed partial class CheckpointWriter
{
    [LoggerMessage(EventIds.CheckpointWritten, LogLevel.Information, "checkpoint of step {Step}: {Folder}, written in {Seconds:0.00} s")]
    private partial void LogWritten(long step, string folder, double seconds);

    [LoggerMessage(EventIds.CheckpointFailed, LogLevel.Error, "no checkpoint of step {Step}: {Failure}. Training goes on, and the next checkpoint tries again")]
    private partial void LogFailed(long step, string failure);

    [LoggerMessage(EventIds.CheckpointSuperseded, LogLevel.Warning,
        "the checkpoint of step {Step} gives way to that of step {Newer}: the disk is slower than checkpoints come; raise checkpoints.every")]
    private partial void LogSuperseded(long step, long newer);
}
