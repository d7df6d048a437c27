using GanCluster.Core.Options;

namespace GanCluster.Jobs;

internal static class LaneCount
{
    /// <summary>One a core, as the process may use them: .NET counts the cores that a container is allowed. More lanes than shards would have nothing to do.</summary>
    public static int For(RunOptions options) =>
        Math.Min(options.Training.Shards, options.Compute.Lanes > 0 ? options.Compute.Lanes : options.Compute.Device == ComputeDevice.Cuda ? 1 : Environment.ProcessorCount);
}
