namespace GanCluster.Core.Watch;

/// <summary>How training fares, from good to bad. The numbers travel and are stored: append only.</summary>
public enum Health
{
    Healthy = 0,

    /// <summary>Something is wrong that may pass.</summary>
    Warning = 1,

    /// <summary>What is generated has lost its variety, or nothing is learned any more.</summary>
    Collapsed = 2,
}
