using GanCluster.Hosting;

namespace GanCluster.Jobs;

/// <summary>Throughput beside a hand-written TorchSharp loop.</summary>
internal sealed record BenchRequest(Terminal Terminal, TimeProvider Time);

internal static class BenchJob
{
    // TO WIRE: the engine.
    public static void Run(BenchRequest request) => throw new NotImplementedException("this build has no engine to measure yet");
}
