using GanCluster.Hosting;

namespace GanCluster.Jobs;

/// <summary>Draws from a checkpoint's moving-average generator.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Absolute; ends in <c>.png</c> or <c>.npy</c>.</param>
internal sealed record SampleRequest(string Checkpoint, int Count, string Output, long Seed, Terminal Terminal);

internal static class SampleJob
{
    // TO WIRE: the engine.
    public static void Run(SampleRequest request) => throw new NotImplementedException("this build has no generator to sample from yet");
}
