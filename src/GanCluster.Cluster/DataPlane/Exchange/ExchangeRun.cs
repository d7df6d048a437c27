using System.Net;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>What all nodes of the measurement agree on besides the plan.</summary>
internal static class ExchangeRun
{
    // A whole vector to one averager waits in its queue, and a short one is nothing to economize on.
    private const long LeastQueue = 64 << 20;

    public static readonly RunId Run = new(Digest.Of("gancluster bench --exchange"u8));
    public static readonly Lineage Lineage = new(Digest.Of("exchange"u8));

    public static NodeId NodeOf(int index) => new("exchange", index);

    public static DataPlaneNode Node(ExchangePlan plan, int self, IFrameSink sink, BufferPool pool, Security.TlsMaterial? tls, bool local) =>
        new(
            new DataPlaneIdentity(Run, NodeOf(self)),
            new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), SendQueueBytes = Math.Max(LeastQueue, 4 * plan.Bytes), Local = local },
            sink,
            pool,
            tls);
}
