using GanCluster.Benchmarks;
using GanCluster.Hosting;

namespace GanCluster.Jobs;

/// <summary>Throughput beside a hand-written TorchSharp loop.</summary>
/// <param name="Shards">Each network is measured with the global batch in so many shards.</param>
/// <param name="Rounds">Turns of each contestant.</param>
internal sealed record BenchRequest(
    IReadOnlyList<BenchmarkNetwork> Networks, IReadOnlyList<int> Shards, int Rounds, Terminal Terminal, TimeProvider Time);

internal static class BenchJob
{
    private const double SecondsPerTurn = 1.5;

    public static void Run(BenchRequest request)
    {
        var terminal = request.Terminal;
        terminal.WriteLine($"GAN steps a second, global batch {BenchmarkNetwork.GlobalBatch}: medians of {request.Rounds} turns of each, one after another in one process");
        terminal.WriteLine("  (a) loop written by hand, TorchSharp's Adam, 2 intra-op threads   (b) this program, 2 lanes   (c) passes alone, 2 lanes");
        terminal.WriteLine($"{"network",-9}{"shards",7}{"(a)",9}{"(b)",9}{"(c)",9}{"(b)/(a)",10}{"(b)/(c)",10}{"images/s",11}");
        foreach (var network in request.Networks)
        {
            foreach (var shards in request.Shards)
            {
                var result = Benchmark.Measure(network, shards, request.Rounds, SecondsPerTurn, request.Time);
                terminal.WriteLine(
                    $"{result.Network,-9}{result.Shards,7}{result.HandWritten,9:N1}{result.Engine,9:N1}{result.Passes,9:N1}" +
                    $"{result.EngineToHandWritten,10:N2}{result.EngineToPasses,10:N2}{result.Engine * BenchmarkNetwork.GlobalBatch,11:N0}");
            }
        }
    }
}
