using GanCluster.Core;

namespace GanCluster.Training.Checkpoints;

/// <summary>What <c>--checkpoint</c> names: a run's folder, the folder of its checkpoints, or one checkpoint.</summary>
/// <param name="Rejected">Newer checkpoints of the run that don't verify: for a warning.</param>
public sealed record CheckpointLocation(Checkpoint Checkpoint, IReadOnlyList<UnverifiedCheckpoint> Rejected)
{
    /// <summary>The folder inside a run's folder.</summary>
    public const string CheckpointsName = "checkpoints";

    /// <exception cref="UnusableInputException">Nothing is there that verifies; the message says what, and what to give instead.</exception>
    public static CheckpointLocation Resolve(string path)
    {
        const string remedy = $"give a run's folder, or one of its checkpoints ({CheckpointsName}/step-N)";
        if (File.Exists(path)) throw new UnusableInputException($"{path} is a file; {remedy}.");
        if (!Directory.Exists(path)) throw new UnusableInputException($"{path} doesn't exist; {remedy}.");
        return IsCheckpoint(path) ? One(path) : Newest(path);
    }

    private static bool IsCheckpoint(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return File.Exists(Path.Combine(path, ManifestFile.Name)) || CheckpointNames.TryParse(name, out _);
    }

    private static CheckpointLocation One(string path)
    {
        if (!Checkpoint.TryOpen(path, out var checkpoint, out var fault))
            throw new UnusableInputException($"{path} doesn't verify: {fault}; give another checkpoint, or the run's folder for its newest that verifies.");
        return new CheckpointLocation(checkpoint, []);
    }

    private static CheckpointLocation Newest(string path)
    {
        var inside = Path.Combine(path, CheckpointsName);
        var search = CheckpointSearch.In(Directory.Exists(inside) ? inside : path);
        if (search.Newest is { } checkpoint) return new CheckpointLocation(checkpoint, search.Rejected);
        if (search.Rejected.Count == 0)
            throw new UnusableInputException($"{path} holds no checkpoint; give a run's folder that has {CheckpointsName}/step-N in it, or one such checkpoint.");
        var reasons = string.Join("; ", search.Rejected.Select(rejected => $"{Path.GetFileName(rejected.Folder)}: {rejected.Reason}"));
        throw new UnusableInputException($"no checkpoint in {path} verifies ({reasons}); give another run's folder, or train again.");
    }
}
