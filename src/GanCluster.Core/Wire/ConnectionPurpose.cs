namespace GanCluster.Core.Wire;

/// <summary>What a connection is for. Between two members there are three, so that none blocks another. EXPLICIT and APPEND-ONLY.</summary>
public enum ConnectionPurpose : byte
{
    Contributions = 1,

    /// <summary>Averages, and asking for what is missing of them.</summary>
    Averages = 2,

    /// <summary>Snapshots, and the averages that follow one. Its rate is limited.</summary>
    Snapshots = 3,

    /// <summary>A word to a node that was a member once, and may be in another cluster now. It ends when that is said.</summary>
    Sightings = 4,
}
