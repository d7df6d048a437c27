using System.Net;
using System.Net.Sockets;
using System.Text;
using GanCluster.Core.Status;
using GanCluster.Logging;
using GanCluster.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace GanCluster.Tests.Logging;

/// <summary>A collector of logs gets every event, over HTTP as it expects it.</summary>
public sealed class LogCollectorTests : IDisposable
{
    private readonly HttpListener _collector = new();
    private readonly string _url;

    public LogCollectorTests()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _collector.Prefixes.Add($"{_url}/");
        _collector.Start();
    }

    public void Dispose() => _collector.Close();

    [Fact]
    public async Task Otlp_GetsTheEventAsProtobuf() => Assert.Equal(("/v1/logs", "application/x-protobuf"), await Heard(new LogSetting(LogEventLevel.Information, IsJson: false, Otlp: _url, Seq: null)));

    [Fact]
    public async Task Seq_GetsTheEventAsCompactJson() =>
        Assert.Equal(("/api/events/raw", "application/vnd.serilog.clef; charset=utf-8"), await Heard(new LogSetting(LogEventLevel.Information, IsJson: false, Otlp: null, Seq: _url)));

    /// <returns>Where the event came to, and as what.</returns>
    private async Task<(string Path, string? Type)> Heard(LogSetting setting)
    {
        using var host = new TestHost();
        var heard = Task.Run(async () =>
        {
            var request = await _collector.GetContextAsync();
            using var content = new MemoryStream();
            await request.Request.InputStream.CopyToAsync(content);
            request.Response.StatusCode = request.Request.Url!.AbsolutePath == "/v1/logs" ? 200 : 201;
            request.Response.Close();
            Assert.Contains("worker 7 is late", Encoding.UTF8.GetString(content.ToArray()));
            return (request.Request.Url.AbsolutePath, request.Request.ContentType);
        });
        using (var logging = new ProgramLogging(host.Terminal, Path.Combine(host.Folder, "log.jsonl"), setting, new StatusBoard(TimeProvider.System)))
            logging.Loggers.CreateLogger("test").LogWarning("worker 7 is late");
        return await heard.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }
}
