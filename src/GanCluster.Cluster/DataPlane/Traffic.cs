namespace GanCluster.Cluster.DataPlane;

/// <summary>Bytes on the wire of a node's data plane, headers included, over all its connections. For several threads.</summary>
public sealed class Traffic
{
    private long _in, _out;

    public long In => Interlocked.Read(ref _in);

    public long Out => Interlocked.Read(ref _out);

    internal void Received(long bytes) => Interlocked.Add(ref _in, bytes);

    internal void Sent(long bytes) => Interlocked.Add(ref _out, bytes);
}
