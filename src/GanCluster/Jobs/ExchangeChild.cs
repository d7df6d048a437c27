using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Cluster.Security;
using GanCluster.Hosting;
using GanCluster.Processes;

namespace GanCluster.Jobs;

/// <summary>
/// One node of the measurement, in a process of its own. The parent says a line at a time, and gets a line for each:
/// <list type="bullet">
/// <item>at the start, unasked: the node's ports, <c>PORT/PLAINPORT</c>;</item>
/// <item><c>connect PORT/PLAINPORT ...</c>, of all nodes by number;</item>
/// <item><c>exchange COUNT</c> and <c>plain COUNT</c>: the mean time of one, in ticks of 100 ns;</item>
/// <item><c>moved</c>: bytes sent and received since the last time;</item>
/// <item>the end of what it says is the end of this process.</item>
/// </list>
/// </summary>
internal static class ExchangeChild
{
    public static string NameOf(int node) => $"node-{node}";

    public static void Run(ExchangePlan plan, int self, string? certificates, bool tcp, ParentWatch parent, Terminal terminal, TimeProvider time)
    {
        using var tls = certificates is null ? null : new CertificateFolder(certificates, time).FilesOf(NameOf(self)).Load(time);
        using var node = new ExchangeNode(plan, self, time, tls, local: !tcp);
        terminal.WriteLine($"{node.Address.Port}/{node.Address.PlainPort}");
        var before = node.Moved;
        while (true)
        {
            var words = parent.Listen().AsTask().GetAwaiter().GetResult().Split(' ');
            terminal.WriteLine(Answer(words));
        }

        string Answer(string[] words)
        {
            switch (words[0])
            {
                case "connect":
                    node.Connect([.. words.Skip(1).Select(AddressOf)]);
                    return "connected";
                case "exchange":
                    var (count, total) = (int.Parse(words[1]), TimeSpan.Zero);
                    for (var i = 0; i < count; i++) total += node.Exchange();
                    if (!node.IsAverageRight()) throw new InvalidOperationException("the average that was exchanged is wrong");
                    return $"{(total / count).Ticks}";
                case "plain":
                    return $"{node.PlainRoundTrips(int.Parse(words[1])).Ticks}";
                case "moved":
                    var ((sent, received), (sentBefore, receivedBefore)) = (node.Moved, before);
                    before = node.Moved;
                    return $"{sent - sentBefore} {received - receivedBefore}";
                default:
                    throw new InvalidOperationException($"the parent said '{words[0]}'");
            }
        }
    }

    private static ExchangeAddress AddressOf(string word)
    {
        var ports = word.Split('/');
        return new ExchangeAddress(int.Parse(ports[0]), int.Parse(ports[1]));
    }
}
