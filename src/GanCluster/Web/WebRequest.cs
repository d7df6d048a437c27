using GanCluster.Cluster.Security;
using GanCluster.Core.Status;

namespace GanCluster.Web;

/// <summary>A page to be served.</summary>
/// <param name="Address">Port 0 takes a free one.</param>
/// <param name="Samples">Folder of the run's pictures; it may not be there yet.</param>
/// <param name="Tls">Served with, where other machines can reach it.</param>
internal sealed record WebRequest(WebAddress Address, StatusBoard Board, string Samples, TlsMaterial? Tls, TimeProvider Time, Microsoft.Extensions.Logging.ILoggerFactory Loggers);
