using GanCluster.Core;
using GanCluster.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace GanCluster.Web;

/// <summary>The page, the API, the metrics and the probes of one process, on Kestrel. Read-only: nothing that is asked for changes anything.</summary>
internal sealed class WebHost : IDisposable
{
    private const int MostConnections = 256;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;
    private readonly RunMetrics _metrics;
    private readonly PictureCopies _copies;

    private WebHost(WebApplication application, RunMetrics metrics, PictureCopies copies, WebAddress address) =>
        (_application, _metrics, _copies, Address) = (application, metrics, copies, address);

    /// <summary>With the port that was taken.</summary>
    public WebAddress Address { get; }

    /// <exception cref="UnusableInputException">The port is taken, or isn't this user's to take.</exception>
    public static WebHost Start(WebRequest request)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gancluster" });
        builder.Services.Replace(ServiceDescriptor.Singleton(request.Loggers));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Farewell);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(MetricNames.Meter).AddPrometheusExporter());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options => Configure(options, request));
        if (request.Address.IsLoopback) builder.Services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);

        var application = builder.Build();
        // A page of another origin that has its name point here must not read what is meant for this machine.
        if (request.Address.IsLoopback) application.UseHostFiltering();
        application.Use(ResponseHeaders.Add);
        application.UseRouting();
        var report = new StatusReport(request.Board, request.Time);
        var measured = new RunMetrics(request.Board, report);
        var samples = new SampleFolder(request.Samples);
        Endpoints.Map(application, request, samples, report);
        application.MapPrometheusScrapingEndpoint("/metrics");
        application.UseEndpoints(_ => { });
        try
        {
            application.StartAsync().GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            measured.Dispose();
            ((IDisposable)application).Dispose();
            throw new UnusableInputException($"--web: can't listen on {request.Address} ({failure.GetBaseException().Message}): give another --web HOST:PORT, or --web off.", failure);
        }

        var bound = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new WebHost(application, measured, new PictureCopies(request, samples), request.Address with { Port = bound.Port });
    }

    public void Dispose()
    {
        _copies.Dispose();
        _metrics.Dispose();
        _application.StopAsync().Wait(Farewell * 2);
        ((IDisposable)_application).Dispose();
    }

    private static void Configure(KestrelServerOptions options, WebRequest request)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Listen(request.Address.Address, request.Address.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (request.Tls is { } tls && !request.Address.IsLoopback) listen.UseHttps(tls.Certificate);
        });
    }
}
