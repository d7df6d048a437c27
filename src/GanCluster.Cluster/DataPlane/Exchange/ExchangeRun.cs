using System.Net;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>What both sides of the measurement agree on.</summary>
internal static class ExchangeRun
{
    public static readonly RunId Run = new(Digest.Of("gancluster bench --exchange"u8));
    public static readonly Lineage Lineage = new(Digest.Of("exchange"u8));
    public static readonly NodeId Averager = new("averager", 1), Worker = new("worker", 1);

    public static DataPlaneNode Node(NodeId self, IFrameSink sink, BufferPool pool, Security.TlsMaterial? tls) =>
        new(new DataPlaneIdentity(Run, self), new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) }, sink, pool, tls);
}
