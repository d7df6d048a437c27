namespace GanCluster.Cluster.DataPlane;

/// <summary>A connection broke while bytes were on their way. Caught by the connection, which reports a <see cref="ConnectionEnd"/>.</summary>
internal sealed class TransportException(string message, Exception? inner = null) : Exception(message, inner);
