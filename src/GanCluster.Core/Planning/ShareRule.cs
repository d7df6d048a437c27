namespace GanCluster.Core.Planning;

/// <summary>How many shards each worker gets: <c>shares</c> in the configuration.</summary>
public enum ShareRule
{
    /// <summary>In proportion to the speed that it shows.</summary>
    Measured,

    /// <summary>As many as the others, whatever its speed: for comparison.</summary>
    Equal,
}
