namespace GanCluster.Training.Checkpoints;

/// <summary>What became of a checkpoint: one of the two is null.</summary>
/// <param name="Folder">Where it stands.</param>
/// <param name="Failure">One sentence with the remedy.</param>
/// <param name="Took">To write it.</param>
public sealed record CheckpointOutcome(long Step, string? Folder, string? Failure, TimeSpan Took);
