namespace GanCluster.Core.Wire;

/// <summary>What one of the three connections between two nodes is for, so that none blocks another. EXPLICIT and APPEND-ONLY.</summary>
public enum ConnectionPurpose : byte
{
    Contributions = 1,

    /// <summary>Averages, and asking for what is missing of them.</summary>
    Averages = 2,

    /// <summary>Snapshots, and the averages that follow one. Its rate is limited.</summary>
    Snapshots = 3,
}
