using GanCluster.Core.Identity;
using GanCluster.Core.Training;

namespace GanCluster.Training.Checkpoints;

/// <summary>One file of a checkpoint.</summary>
/// <param name="Size">Bytes.</param>
public sealed record CheckpointFile(string Name, long Size, Digest Sha256);

/// <summary>The data of a run.</summary>
/// <param name="Description">For a person.</param>
/// <param name="SampleShape">Shape of one sample, which a generator's last layer gives.</param>
/// <param name="Classes">Names of the classes that the networks are told of; none where the run isn't conditional.</param>
public sealed record CheckpointData(string Description, IReadOnlyList<long> SampleShape, IReadOnlyList<string>? Classes = null);

/// <summary>
/// What a checkpoint is, in <c>manifest.json</c>: all of a replica that isn't tensors, and every file with its hash.
/// <c>manifest.sha256</c> beside it holds the manifest's own hash, so that no byte of a checkpoint goes unverified.
/// </summary>
/// <param name="Format">Version of this format: <see cref="CurrentFormat"/>.</param>
/// <param name="Program">Version of the program that wrote it.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Step">Steps done: the checkpoint holds the replica after this many.</param>
/// <param name="Written">When, in UTC.</param>
/// <param name="Digest">Of the replica: see <see cref="ReplicaSnapshot.Digest"/>.</param>
/// <param name="Files">The configuration, then the tensor groups in the order in which the digest takes them.</param>
public sealed record CheckpointManifest(
    int Format,
    string Program,
    Digest Run,
    long Step,
    DateTimeOffset Written,
    Digest Digest,
    Lineage Lineage,
    ReplicaCounters Counters,
    CheckpointData Data,
    IReadOnlyList<CheckpointFile> Files)
{
    public const int CurrentFormat = 1;
}
