namespace GanCluster.Cluster.DataPlane;

/// <summary>What became of a frame that was to be sent.</summary>
public enum SendOutcome
{
    /// <summary>It waits its turn. Whether the peer gets it is seen from what the peer does.</summary>
    Queued,

    /// <summary>The queue was full: this closed the connection.</summary>
    Overflow,

    /// <summary>The connection has ended or is ending.</summary>
    Closed,
}
