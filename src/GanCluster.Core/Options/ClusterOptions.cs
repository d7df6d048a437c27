using GanCluster.Core.Planning;

namespace GanCluster.Core.Options;

/// <summary>How several processes share the work. None of it bears on the result.</summary>
public sealed record ClusterOptions
{
    [Option("where averages are made: auto (star up to three workers), star (all on one node), sharded (a part on every worker)", BearsOnResult = false)]
    public AveragingLayout Averaging { get; init; } = AveragingLayout.Auto;

    [Option("how many shards each worker gets: measured (in proportion to its speed), equal", BearsOnResult = false)]
    public ShareRule Shares { get; init; } = ShareRule.Measured;

    [Option("workers below which training pauses", Min = 1, Max = 4096, BearsOnResult = false)]
    public int MinWorkers { get; init; } = 1;

    /// <summary>The result is then no longer the same bytes on other machines; replicas stay identical all the same.</summary>
    [Option("on lets workers join whose hardware or libraries compute other bytes; off refuses them", BearsOnResult = false)]
    public Switch AllowMixedNumerics { get; init; } = Switch.Off;
}
