namespace GanCluster.Core.Wire;

/// <summary>What a frame is. EXPLICIT and APPEND-ONLY: a number is never reused, since nodes of two versions may meet.</summary>
public enum FrameKind : byte
{
    /// <summary>First on every connection, in both directions: who speaks, and what the connection is for. See <see cref="Hello"/>.</summary>
    Hello = 1,

    /// <summary>Last on a connection that ends in good order, or that is refused. Payload: a <see cref="FrameFault"/>.</summary>
    Goodbye = 2,

    /// <summary>A chunk of the sum under a tree node, of one slice.</summary>
    Contribution = 3,

    /// <summary>A chunk of an average, of one slice. The lineage is that of the replicas before it.</summary>
    Average = 4,

    /// <summary>The sender's phase, and the slices of its average that it lacks (payload: one bit a slice; empty: none).</summary>
    RepairRequest = 5,

    /// <summary>Answers a request: the average isn't made yet. Payload: 1 if the asker should send its contributions again, else 0.</summary>
    AverageAwaited = 6,

    /// <summary>Asks for a snapshot that is newer than the phase.</summary>
    SnapshotRequest = 7,

    /// <summary>What a snapshot holds: counters and tensor groups, as the sender's trainer describes them. Long descriptions come in several chunks.</summary>
    SnapshotHead = 8,

    /// <summary>A chunk of one tensor group of a snapshot; the group is the slice.</summary>
    SnapshotPart = 9,

    /// <summary>SHA-256 of the replica at the phase. It ends a snapshot.</summary>
    Digest = 10,

    /// <summary>How the sender's cluster looks: its newest phase and, in the payload, the address of its coordinator in UTF-8.</summary>
    Sighting = 11,
}
