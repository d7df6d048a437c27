using GanCluster.Core.Options;
using Microsoft.Extensions.Logging;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// A run's folder of checkpoints, <c>step-N</c> each: complete or absent, whenever the process or the machine dies. A checkpoint is written under another
/// name, every file and the folder forced to disk, then renamed, and the rename forced to disk. For one writer a folder; readers may come at any time.
/// </summary>
public sealed partial class CheckpointStore
{
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Removes what a killed process left half-written, and puts back what it had set aside and not yet replaced.</summary>
    /// <param name="folder">Usually <c>checkpoints</c> in the run's folder; made when the first checkpoint is written.</param>
    public CheckpointStore(string folder, CheckpointOptions options, TimeProvider time, ILogger logger)
    {
        Folder = Path.GetFullPath(folder);
        _options = options;
        _time = time;
        _logger = logger;
        RemoveLeftovers();
    }

    /// <summary>Full path.</summary>
    public string Folder { get; }

    public CheckpointSearch FindNewest() => CheckpointSearch.In(Folder);

    /// <summary>
    /// Writes a checkpoint, then deletes those that <see cref="CheckpointRetention"/> names. One that is there already and verifies with the same digest is left
    /// as it is; any other of the same step is replaced. Takes as long as the disk does: see <see cref="CheckpointWriter"/>.
    /// </summary>
    /// <returns>The checkpoint's folder.</returns>
    /// <exception cref="IOException">The disk is full, the folder vanished, ... No part of the checkpoint is left.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written to.</exception>
    public string Write(CheckpointContent content)
    {
        var target = Path.Combine(Folder, CheckpointNames.Of(content.Step));
        var digest = content.Snapshot.Digest();
        if (Checkpoint.TryOpen(target, out var there, out _) && there.Manifest.Digest == digest && there.Manifest.Run == content.Run)
        {
            LogAlreadyThere(target);
            return target;
        }

        DurableDirectory.Create(Folder);
        var temporary = Path.Combine(Folder, CheckpointNames.Hidden(content.Step, CheckpointNames.Temporary));
        try
        {
            Directory.CreateDirectory(temporary);
            CheckpointFolderWriter.Write(temporary, content, digest, _time.GetUtcNow());
            Publish(temporary, target, content.Step);
        }
        catch
        {
            TryDiscard(temporary, content.Step);
            throw;
        }

        foreach (var step in CheckpointRetention.Superfluous(CheckpointSearch.Steps(Folder), content.Step, _options, content.Kept))
        {
            var superfluous = Path.Combine(Folder, CheckpointNames.Of(step));
            if (TryDiscard(superfluous, step)) LogDeleted(superfluous);
        }

        return target;
    }

    private void Publish(string temporary, string target, long step)
    {
        // rename(2) doesn't replace a folder that holds something. If the process dies between the two, the next one puts the old folder back.
        string? aside = null;
        if (Directory.Exists(target))
        {
            aside = Path.Combine(Folder, CheckpointNames.Hidden(step, CheckpointNames.Replaced));
            Directory.Move(target, aside);
        }

        try
        {
            Directory.Move(temporary, target);
        }
        catch when (aside is not null)
        {
            Directory.Move(aside, target);
            throw;
        }

        DurableDirectory.Flush(Folder);
        if (aside is not null) TryDiscard(aside, step);
    }
}
