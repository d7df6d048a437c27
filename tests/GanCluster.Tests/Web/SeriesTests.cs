using System.Net;
using System.Text.RegularExpressions;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Web;
using Microsoft.Extensions.Logging.Abstractions;
using WebRequest = GanCluster.Web.WebRequest;

namespace GanCluster.Tests.Web;

/// <summary>What dashboard and alerts ask for exists under that name: of a coordinator that also works, with everything known.</summary>
[Collection("web")]
public sealed partial class SeriesTests
{
    private static readonly NodeId Self = new("akka.tcp://gancluster@127.0.0.1:4053", 1);

    [Theory]
    [InlineData("deploy/grafana/gancluster.json")]
    [InlineData("deploy/prometheus/alerts.yml")]
    public async Task Deploy_EverySeriesThatIsUsed_IsInAScrape(string file)
    {
        var board = new StatusBoard(TimeProvider.System);
        board.Learn("", ResolvedConfiguration.Write(new RunOptions()));
        board.Add(new StepPoint(1, 0, 1, 1, 0.5f, 0.5f, 1, 1, 10, 0));
        board.Judge(new HealthVerdict(1, Health.Healthy, ""));
        board.Judge(new EvaluationVerdict(1, "FID", 2, 1, 2, false));
        board.Take(new ClusterStatus(Self, "run", RunState.Training, "", 0, null, [], 1, 0, ""));
        board.TakeOwn(new NodeStatus(
            Self, 1, "box", "", true, true, NodeState.TakingPart, TimeSpan.FromSeconds(1), 1, 4, 2, null, new ShardRange(0, 8), default, new CheckpointStatus(1, 0, TimeSpan.FromSeconds(1))));
        using var host = WebHost.Start(new WebRequest(new WebAddress(IPAddress.Loopback, 0), board, "samples", null, TimeProvider.System, NullLoggerFactory.Instance));
        using var client = new HttpClient();
        var scrape = await client.GetStringAsync($"{host.Address.Url(hasTls: false, "")}/metrics", TestContext.Current.CancellationToken);

        var there = Named().Matches(scrape).Select(match => match.Groups[1].Value).ToHashSet();
        var used = Used().Matches(File.ReadAllText(Path.Combine(Root(), file))).Select(match => match.Value).ToHashSet();
        Assert.InRange(used.Count, 5, 100);
        Assert.True(used.IsSubsetOf(there), $"not scraped: {string.Join(", ", used.Except(there))}; there are {string.Join(", ", there.Order())}");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GanCluster.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^(gancluster_\w+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"gancluster_\w+")]
    private static partial Regex Used();
}
