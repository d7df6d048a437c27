using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Training.Checkpoints;

public sealed partial class CheckpointStore
{
    [LoggerMessage(EventIds.CheckpointAlreadyThere, LogLevel.Information, "{Folder} is there already, with the same digest: left as it is")]
    private partial void LogAlreadyThere(string folder);

    [LoggerMessage(EventIds.CheckpointDeleted, LogLevel.Debug, "deleted {Folder}: newer checkpoints are kept")]
    private partial void LogDeleted(string folder);

    [LoggerMessage(EventIds.CheckpointNotDeleted, LogLevel.Warning, "can't delete {Folder} ({Reason}): it takes up space; delete it by hand")]
    private partial void LogNotDeleted(string folder, string reason);

    [LoggerMessage(EventIds.CheckpointLeftoverRemoved, LogLevel.Information, "removed {Folder}, which a process that was killed left unfinished")]
    private partial void LogLeftoverRemoved(string folder);

    [LoggerMessage(EventIds.CheckpointRestored, LogLevel.Warning, "put back {Folder}: a process was killed while it replaced it")]
    private partial void LogRestored(string folder);
}
