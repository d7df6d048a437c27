using System.Diagnostics;
using System.Text.Json;
using GanCluster.EndToEnd.Tests.Processes;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary>A real Prometheus with the alert rules of deploy/, which scrapes one address each second. Debian's package <c>prometheus</c>.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly Process _process;
    private readonly string _url;

    /// <param name="target"><c>HOST:PORT</c> of the page.</param>
    public PrometheusServer(string target)
    {
        if (SystemTool.Run("prometheus", "--version") is { } missing) SystemTool.Missing($"there is no prometheus here ({missing})");
        _url = $"http://127.0.0.1:{FreePort.Next()}";
        var rules = Path.Combine(Root, "deploy", "prometheus", "alerts.yml");
        File.WriteAllText(_folder.PathOf("prometheus.yml"), $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [ "{{rules}}" ]
            scrape_configs:
              - job_name: gancluster
                static_configs: [ { targets: [ "{{target}}" ] } ]
            """);
        _process = Process.Start(new ProcessStartInfo("prometheus",
        [
            $"--config.file={_folder.PathOf("prometheus.yml")}", $"--storage.tsdb.path={_folder.PathOf("data")}", $"--web.listen-address={new Uri(_url).Authority}", "--log.level=error",
        ]))!;
    }

    /// <summary>Of the repository.</summary>
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "GanCluster.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    /// <summary>The alerts that fire now; none while it can't be asked yet.</summary>
    public async Task<IReadOnlyList<string>> Firing(CancellationToken cancelled)
    {
        try
        {
            var answer = JsonDocument.Parse(await _client.GetStringAsync($"{_url}/api/v1/alerts", cancelled)).RootElement;
            return
            [
                .. answer.GetProperty("data").GetProperty("alerts").EnumerateArray()
                    .Where(alert => alert.GetProperty("state").GetString() == "firing").Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!),
            ];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    /// <summary>Values of an expression now, by their labels' text.</summary>
    public async Task<int> Count(string expression, CancellationToken cancelled)
    {
        try
        {
            var answer = JsonDocument.Parse(await _client.GetStringAsync($"{_url}/api/v1/query?query={Uri.EscapeDataString(expression)}", cancelled)).RootElement;
            return answer.GetProperty("data").GetProperty("result").GetArrayLength();
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }
}
