namespace GanCluster.Benchmarks;

/// <summary>Medians of one network in one sharding, steps a second.</summary>
/// <param name="HandWritten">The loop of a TorchSharp user, two intra-op threads.</param>
/// <param name="Engine">This program, two lanes.</param>
/// <param name="Passes">Forward and backward passes alone, two lanes.</param>
/// <param name="EngineToHandWritten">Median over the rounds of the ratio within a round.</param>
/// <param name="EngineToPasses">Likewise.</param>
public sealed record BenchmarkResult(
    string Network, int Shards, double HandWritten, double Engine, double Passes, double EngineToHandWritten, double EngineToPasses);

/// <summary>Throughput beside a hand-written TorchSharp loop and beside the passes alone, turn by turn in one process.</summary>
public static class Benchmark
{
    private const int Lanes = 2;

    /// <param name="rounds">Turns of each contestant; the figures are medians over them.</param>
    /// <param name="secondsPerTurn">Roughly how long a turn takes.</param>
    public static BenchmarkResult Measure(BenchmarkNetwork network, int shards, int rounds, double secondsPerTurn, TimeProvider time)
    {
        var data = new NoiseData(network.SampleShape);
        using var handWritten = new ContestantThread(() => new HandWrittenLoop(network, data, threads: 2));
        using var engine = new ContestantThread(() => new EngineLoop(network, data, shards, Lanes));
        using var passes = new ContestantThread(() => new PassesAlone(network, data, shards, Lanes));
        ContestantThread[] contestants = [handWritten, engine, passes];

        var steps = Math.Max(5, (int)(contestants.Min(contestant => WarmUp(contestant, time)) * secondsPerTurn));
        var rates = new double[contestants.Length][];
        for (var i = 0; i < rates.Length; i++) rates[i] = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++) rates[i][round] = contestants[i].Measure(steps, time);
        }

        return new BenchmarkResult(
            network.Name, shards, Median(rates[0]), Median(rates[1]), Median(rates[2]),
            Median(rates[1].Zip(rates[0], (b, a) => b / a)), Median(rates[1].Zip(rates[2], (b, c) => b / c)));
    }

    private static double WarmUp(ContestantThread contestant, TimeProvider time)
    {
        contestant.Measure(20, time);
        return contestant.Measure(10, time);
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
