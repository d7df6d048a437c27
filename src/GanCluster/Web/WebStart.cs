using GanCluster.Cluster.Security;
using GanCluster.Core.Status;
using GanCluster.Hosting;
using Microsoft.Extensions.Logging;

namespace GanCluster.Web;

/// <summary>Serves a run's page and says where, if one is wanted.</summary>
internal static class WebStart
{
    /// <summary>What is said on a line of its own, before the URL.</summary>
    public const string WatchAt = "watch at ";

    /// <param name="samples">Folder of the run's pictures.</param>
    /// <param name="machine">How other machines call this one.</param>
    /// <returns>Null where none is wanted.</returns>
    public static WebHost? Serve(ProgramHost host, WebAddress? address, StatusBoard board, string samples, string machine, TlsMaterial? tls, ILoggerFactory loggers)
    {
        if (address is null) return null;
        var page = WebHost.Start(new WebRequest(address, board, samples, tls, host.Time, loggers));
        host.Terminal.WriteLine($"{WatchAt}{page.Address.Url(tls is not null, machine)}");
        return page;
    }
}
