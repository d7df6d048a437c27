namespace GanCluster.Benchmarks;

/// <summary>Nodes that exchange when they are told to.</summary>
internal interface IExchangeNodes
{
    /// <returns>Mean time of one exchange at the slowest node.</returns>
    TimeSpan Exchange(int count);

    /// <returns>Likewise of the same bytes over plain sockets.</returns>
    TimeSpan PlainRoundTrips(int count);

    /// <summary>Bytes since the last time that the busiest node has sent and received.</summary>
    (long Sent, long Received) Moved();
}

/// <summary>Medians over the turns; the ratio is one within a turn. Bytes are those of one exchange, at the busiest node.</summary>
internal sealed record ExchangeResult(TimeSpan Exchange, TimeSpan Plain, double Ratio, double LeastRatio, double GreatestRatio, long SentBytes, long ReceivedBytes);

/// <summary>Exchanges and plain round trips in turns, so that a machine that others use is the same to both.</summary>
internal static class ExchangeBenchmark
{
    // Until the runtime has compiled what matters and the kernel has grown the sockets' buffers.
    private const int WarmUp = 40;

    public static ExchangeResult Measure(IExchangeNodes nodes, int turns, int perTurn)
    {
        nodes.Exchange(WarmUp);
        nodes.PlainRoundTrips(WarmUp);
        nodes.Moved();
        var (exchanges, plains) = (new double[turns], new double[turns]);
        for (var turn = 0; turn < turns; turn++)
        {
            exchanges[turn] = nodes.Exchange(perTurn).TotalMilliseconds;
            plains[turn] = nodes.PlainRoundTrips(perTurn).TotalMilliseconds;
        }

        var (sent, received) = nodes.Moved();
        var ratios = exchanges.Zip(plains, (exchange, plain) => exchange / plain).Order().ToArray();
        return new ExchangeResult(
            TimeSpan.FromMilliseconds(Benchmark.Median(exchanges)), TimeSpan.FromMilliseconds(Benchmark.Median(plains)), Benchmark.Median(ratios), ratios[0], ratios[^1],
            sent / (turns * perTurn), received / (turns * perTurn));
    }
}
