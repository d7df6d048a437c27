using GanCluster.Core.Options;

namespace GanCluster.Jobs.Cluster;

/// <summary>What a worker uses of its own, whatever the cluster's configuration says.</summary>
/// <param name="Data">Folder of the data; empty takes the one of the configuration.</param>
/// <param name="Lanes">0 takes one a core.</param>
/// <param name="Configuration">Of a node that was told what to train: it must be the cluster's run. Null where the cluster says it all.</param>
internal sealed record OwnPart(string Data, int Lanes, RunOptions? Configuration)
{
    public RunOptions Over(RunOptions options) => options with
    {
        Data = Data.Length > 0 ? options.Data with { Path = Data } : options.Data,
        Compute = options.Compute with { Lanes = Lanes },
    };
}
