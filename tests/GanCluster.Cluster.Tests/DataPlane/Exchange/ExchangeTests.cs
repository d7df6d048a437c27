using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Cluster.Tests.Security;
using GanCluster.Core.Averaging;

namespace GanCluster.Cluster.Tests.DataPlane.Exchange;

public sealed class ExchangeTests(ITestOutputHelper output)
{
    private const int Rounds = 15;

    [Theory, InlineData(false), InlineData(true)]
    public void Exchange_OfEightMegabytes_AveragesEveryValue(bool tls)
    {
        const int Floats = (2 << 20) + 16; // a short last chunk
        using var certificates = tls ? new TestCertificates() : null;
        using var averager = new ExchangeAverager(Floats, certificates?.Node("averager"));
        using var worker = new ExchangeWorker(Floats, averager.Port, averager.PlainPort, TimeProvider.System, certificates?.Node("worker"));
        Assert.NotEqual(0, Floats % ChunkChecksums.ChunkLength);
        float[] expected = [.. Enumerable.Range(0, Floats).Select(i => i / 2f)];
        var exchanges = new List<double>();
        var plain = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            exchanges.Add(worker.Exchange().TotalMilliseconds);
            Assert.True(worker.Average.SequenceEqual(expected));
            plain.Add(worker.PlainRoundTrip().TotalMilliseconds);
        }

        var (exchange, trip) = (exchanges.Order().ElementAt(Rounds / 2), plain.Order().ElementAt(Rounds / 2));
        output.WriteLine($"8 MB exchanged in {exchange:F2} ms, plain round trip {trip:F2} ms, ratio {exchange / trip:F2}, TLS: {tls}");
    }
}
