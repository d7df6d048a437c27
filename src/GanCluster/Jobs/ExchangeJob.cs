using GanCluster.Benchmarks;
using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Cluster.Security;
using GanCluster.Core.Planning;
using GanCluster.Hosting;
using GanCluster.Own;

namespace GanCluster.Jobs;

/// <summary>The exchange alone between processes on loopback.</summary>
/// <param name="Turns">Of exchange and plain round trip, one after the other.</param>
/// <param name="Tls">Measure with TLS too.</param>
internal sealed record ExchangeRequest(ExchangePlan Plan, int Turns, bool Tls, Terminal Terminal)
{
    /// <summary>Whose children they are.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;
}

internal static class ExchangeJob
{
    private const int PerTurn = 5;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    public static void Run(ExchangeRequest request)
    {
        var (plan, terminal) = (request.Plan, request.Terminal);
        var layout = plan.Layout == AveragingLayout.Star ? "node 0 averages all of it" : "each averages a slice";
        terminal.WriteLine($"Exchange of {Size(plan.Bytes)} between {plan.Nodes} processes on loopback, {layout}: medians of {request.Turns} turns of {PerTurn}");
        terminal.WriteLine("  (a) the data plane: contributions sent, checked, summed, averages back at every node   (b) the same bytes there and back over plain sockets of the same kind, in turns");
        terminal.WriteLine($"{"",-10}{"(a)",11}{"(b)",11}{"(a)/(b)",10}  {"least to greatest",-18}{"out of a node",15}{"into a node",13}");
        Write("local", Measure(request, certificates: null));
        Write("TCP", Measure(request, certificates: null, tcp: true));
        if (request.Tls) Write("TLS", MeasureWithTls(request));

        void Write(string name, ExchangeResult result) => terminal.WriteLine(
            $"{name,-10}{result.Exchange.TotalMilliseconds,8:N2} ms{result.Plain.TotalMilliseconds,8:N2} ms{result.Ratio,10:N2}  " +
            $"{$"{result.LeastRatio:N2} to {result.GreatestRatio:N2}",-18}{Size(result.SentBytes),15}{Size(result.ReceivedBytes),13}");
    }

    private static ExchangeResult MeasureWithTls(ExchangeRequest request)
    {
        var folder = Directory.CreateTempSubdirectory("gancluster-bench-");
        try
        {
            // The children live by the machine's clock.
            var certificates = new CertificateFolder(folder.FullName, TimeProvider.System);
            using var authority = certificates.OpenOrCreateAuthority(Validity);
            for (var node = 0; node < request.Plan.Nodes; node++) certificates.IssueNode(authority, ExchangeChild.NameOf(node), [], Validity);
            return Measure(request, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ExchangeResult Measure(ExchangeRequest request, string? certificates, bool tcp = false)
    {
        using var nodes = new ExchangeProcesses(request.Program.Assembly, request.Plan, certificates, tcp);
        return ExchangeBenchmark.Measure(nodes, request.Turns, PerTurn);
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes / (double)(1 << 20):N1} MB" : $"{bytes / 1024.0:N1} KB";
}
