using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Cluster.Tests.Security;
using GanCluster.Core;
using GanCluster.Core.Planning;

namespace GanCluster.Cluster.Tests.DataPlane.Exchange;

public sealed class ExchangeTests(ITestOutputHelper output)
{
    private const int Turns = 5, PerTurn = 3;

    [Theory]
    [InlineData(2, AveragingLayout.Star, "local")]
    [InlineData(2, AveragingLayout.Star, "TCP")]
    [InlineData(2, AveragingLayout.Star, "TLS")]
    [InlineData(2, AveragingLayout.Sharded, "local")]
    [InlineData(4, AveragingLayout.Star, "local")]
    [InlineData(4, AveragingLayout.Sharded, "TCP")]
    [InlineData(3, AveragingLayout.Sharded, "TLS")]
    public void Exchange_OfEightMegabytes_AveragesEveryValue(int nodes, AveragingLayout layout, string sockets)
    {
        const int Floats = (2 << 20) + 16; // a short last chunk, slices of unequal length
        using var certificates = sockets == "TLS" ? new TestCertificates() : null;
        var plan = new ExchangePlan(nodes, Floats, layout);
        var members = Enumerable.Range(0, nodes).Select(i => new ExchangeNode(plan, i, TimeProvider.System, certificates?.Node($"node-{i}"), sockets == "local")).ToArray();
        Together(members, member => member.Connect([.. members.Select(other => other.Address)]));

        var ratios = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var exchange = Together(members, member => Enumerable.Range(0, PerTurn).Sum(_ => member.Exchange().TotalMilliseconds) / PerTurn);
            Assert.All(members, member => Assert.True(member.IsAverageRight()));
            ratios.Add(exchange / Together(members, member => member.PlainRoundTrips(PerTurn).TotalMilliseconds));
        }

        // Each node moves out 2·P·(N−1)/N where it is sharded; in a star the averager moves (N−1)·P, any other P.
        var most = members.Max(member => member.Moved.Sent) / (Turns * PerTurn);
        var expected = layout == AveragingLayout.Star ? (nodes - 1) * plan.Bytes : 2 * plan.Bytes * (nodes - 1) / nodes;
        Assert.InRange(most, expected, expected * 1.01);
        output.WriteLine($"ratio {ratios.Order().ElementAt(Turns / 2):F2}");
        foreach (var member in members) member.Dispose();
    }

    [Fact]
    public async Task Exchange_AnotherNodeGone_SaysSo()
    {
        var plan = new ExchangePlan(2, 1 << 16, AveragingLayout.Star);
        using var stays = new ExchangeNode(plan, 1, TimeProvider.System);
        var goes = new ExchangeNode(plan, 0, TimeProvider.System);
        Together([goes, stays], member => member.Connect([goes.Address, stays.Address]));
        var exchange = Task.Factory.StartNew(stays.Exchange, TaskCreationOptions.LongRunning);
        goes.Dispose();
        Assert.Contains("is gone", (await Assert.ThrowsAsync<UnusableInputException>(() => exchange)).Message);
    }

    private static double Together(ExchangeNode[] members, Action<ExchangeNode> work) => Together(members, member =>
    {
        work(member);
        return 0;
    });

    /// <returns>The longest of what they say.</returns>
    private static double Together(ExchangeNode[] members, Func<ExchangeNode, double> work)
    {
        var said = members.Select(member => Task.Factory.StartNew(() => work(member), TaskCreationOptions.LongRunning)).ToArray();
        return said.Max(one => one.GetAwaiter().GetResult());
    }
}
