using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Training;

/// <summary>
/// A replica, and what can be done with it: compute a shard, apply an average, snapshot, restore, digest. It knows nothing of who else computes;
/// the cluster knows nothing of what is computed.
/// </summary>
public interface ITrainer : IDisposable
{
    /// <summary>Shards of the global batch.</summary>
    int Shards { get; }

    /// <summary>Lanes that may compute at once, numbered from 0.</summary>
    int Lanes { get; }

    /// <summary>Counters of the replica, its next phase among them.</summary>
    ReplicaCounters Counters { get; }

    Lineage Lineage { get; }

    /// <summary>The replica, as it stands, says that the run ends here: a pure function of it, so all replicas say so at the same phase.</summary>
    bool EndsRun => false;

    /// <summary>What it decides at steps; null where nothing is.</summary>
    IDecisions? Decisions => null;

    /// <summary>Floats of a contribution to <paramref name="phase"/>: the gradient, then what rides along. A multiple of 16.</summary>
    long ContributionLength(PhaseNumber phase);

    /// <summary>Floats of the longest contribution to any phase.</summary>
    long LongestContribution { get; }

    /// <summary>Called once on each lane's thread before it computes.</summary>
    void EnterLane(int lane);

    /// <summary>
    /// gradient(phase, shard): writes the shard's contribution to the replica's next phase. A pure function of the replica, the data and the seed.
    /// One call at a time a lane; lanes don't disturb one another.
    /// </summary>
    void ComputeShard(int lane, ShardIndex shard, AlignedBuffer contribution);

    /// <summary>
    /// A hint from a lane that waits for others: it will probably compute <paramref name="shard"/> first in the phase after <paramref name="phase"/>,
    /// whose data can be read now. Beside a commit it does no harm.
    /// </summary>
    void PrepareShard(int lane, PhaseNumber phase, ShardIndex shard);

    /// <summary>
    /// Judges a chunk of the next phase's average ahead of <see cref="Commit"/>, as <see cref="ChunkChecksums"/> cuts it: from any thread, by whoever has the chunk
    /// in cache. What nobody inspected, the commit does.
    /// </summary>
    void Inspect(AlignedBuffer average, int chunk);

    /// <summary>
    /// Applies the average over all shards of the next phase: optimizer, moving average, buffers, counters, lineage, all or nothing. An average that
    /// isn't finite advances counters and data, nothing else.
    /// </summary>
    /// <param name="average">Its first <see cref="ContributionLength"/> floats.</param>
    /// <param name="checksums">Of the average's chunks, for the lineage: see <see cref="ChunkChecksums"/>.</param>
    PhaseOutcome Commit(AlignedBuffer average, ReadOnlySpan<ulong> checksums, ILanes lanes);

    ReplicaSnapshot Snapshot();

    /// <exception cref="ArgumentException">The snapshot is of other networks.</exception>
    void Restore(ReplicaSnapshot snapshot);

    /// <summary>SHA-256 of the whole replica, as <see cref="ReplicaSnapshot.Digest"/> of a snapshot would give.</summary>
    Digest Digest();
}
