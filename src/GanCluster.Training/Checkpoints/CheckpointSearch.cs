namespace GanCluster.Training.Checkpoints;

/// <summary>A checkpoint that can't be used.</summary>
/// <param name="Reason">A clause that names the file: "generator.safetensors is truncated: 10 of 4096 bytes".</param>
public sealed record UnverifiedCheckpoint(string Folder, string Reason);

/// <summary>The newest checkpoint that verifies, and the newer ones that don't, newest first.</summary>
/// <param name="Newest">Null where none verifies, or none is there.</param>
public sealed record CheckpointSearch(Checkpoint? Newest, IReadOnlyList<UnverifiedCheckpoint> Rejected)
{
    /// <param name="folder">The folder of <c>step-N</c> folders. Where it is absent nothing is found.</param>
    public static CheckpointSearch In(string folder)
    {
        var rejected = new List<UnverifiedCheckpoint>();
        foreach (var step in Steps(folder).OrderDescending())
        {
            var path = Path.Combine(folder, CheckpointNames.Of(step));
            if (!Checkpoint.TryOpen(path, out var checkpoint, out var fault)) rejected.Add(new UnverifiedCheckpoint(path, fault));
            else if (checkpoint.Step != step) rejected.Add(new UnverifiedCheckpoint(path, $"it holds step {checkpoint.Step}, not what its name says"));
            else return new CheckpointSearch(checkpoint, rejected);
        }

        return new CheckpointSearch(null, rejected);
    }

    /// <summary>The steps of which a checkpoint is there, verified or not.</summary>
    internal static IReadOnlyList<long> Steps(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var steps = new List<long>();
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (CheckpointNames.TryParse(Path.GetFileName(path), out var step)) steps.Add(step);
        }

        return steps;
    }
}
