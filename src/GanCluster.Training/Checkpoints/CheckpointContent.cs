using GanCluster.Core.Identity;
using GanCluster.Core.Training;

namespace GanCluster.Training.Checkpoints;

/// <summary>What a checkpoint is written from. Whoever holds it owns the snapshot.</summary>
/// <param name="Snapshot">The replica after <paramref name="Step"/> steps.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Step">Steps done.</param>
/// <param name="ConfigJson">The configuration as resolved: the text of the run's config.json.</param>
/// <param name="Data">What it was trained on, so that samples can be drawn where the data isn't.</param>
public sealed record CheckpointContent(ReplicaSnapshot Snapshot, Digest Run, long Step, string ConfigJson, CheckpointData Data) : IDisposable
{
    /// <summary>Steps whose checkpoints stay however old they are.</summary>
    public IReadOnlyList<long> Kept { get; init; } = [];

    public void Dispose() => Snapshot.Dispose();
}
