using GanCluster.Core.Membership;

namespace GanCluster.Core.Wire;

/// <summary>Which frames go over which connection, and who opens it.</summary>
public static class ConnectionRule
{
    public static bool Carries(ConnectionPurpose purpose, FrameKind kind) => purpose switch
    {
        ConnectionPurpose.Contributions => kind is FrameKind.Contribution or FrameKind.Goodbye,
        ConnectionPurpose.Averages => kind is FrameKind.Average or FrameKind.RepairRequest or FrameKind.AverageAwaited or FrameKind.Goodbye,
        ConnectionPurpose.Snapshots => kind is FrameKind.SnapshotRequest or FrameKind.SnapshotHead or FrameKind.SnapshotPart or FrameKind.Digest
            or FrameKind.Average or FrameKind.Goodbye,
        ConnectionPurpose.Sightings => kind is FrameKind.Sighting or FrameKind.Goodbye,
        _ => false,
    };

    /// <summary>Of two nodes the lower one opens the connections, so that they never cross.</summary>
    public static bool Dials(NodeId self, NodeId peer) => self < peer;
}
