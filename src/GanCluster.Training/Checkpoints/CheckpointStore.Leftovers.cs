using System.Diagnostics;

namespace GanCluster.Training.Checkpoints;

public sealed partial class CheckpointStore
{
    private void RemoveLeftovers()
    {
        if (!Directory.Exists(Folder)) return;
        try
        {
            foreach (var path in Directory.GetDirectories(Folder, ".step-*"))
            {
                if (CheckpointNames.TryParseHidden(Path.GetFileName(path), out var hidden) && IsLeftover(hidden))
                    RemoveLeftover(path, hidden);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(Folder, exception.Message);
        }
    }

    private void RemoveLeftover(string path, HiddenFolder hidden)
    {
        var target = Path.Combine(Folder, CheckpointNames.Of(hidden.Step));
        if (hidden.Kind == CheckpointNames.Replaced && !Directory.Exists(target))
        {
            Directory.Move(path, target);
            DurableDirectory.Flush(Folder);
            LogRestored(target);
        }
        else if (TryDiscard(path, hidden.Step))
        {
            LogLeftoverRemoved(path);
        }
    }

    /// <summary>
    /// A folder with this process's id but not its token is of an earlier process: in a container every process may be number 1. One of a live process on another
    /// machine that shares the folder is taken for a leftover too, which costs that process one checkpoint, logged: it is renamed before it is deleted,
    /// so its writer fails at once, and nothing half-deleted is published.
    /// </summary>
    private static bool IsLeftover(HiddenFolder hidden)
    {
        if (hidden.Process == Environment.ProcessId) return !hidden.IsOurs;
        try
        {
            using var process = Process.GetProcessById(hidden.Process);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Renames, then deletes: nothing half-deleted ever stands under a name that is read. A failure is logged, and costs disk space only.</summary>
    private bool TryDiscard(string path, long step)
    {
        try
        {
            if (!Directory.Exists(path)) return false;
            var gone = Path.Combine(Folder, CheckpointNames.Hidden(step, CheckpointNames.Deleted));
            Directory.Move(path, gone);
            Directory.Delete(gone, recursive: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(path, exception.Message);
            return false;
        }
    }
}
