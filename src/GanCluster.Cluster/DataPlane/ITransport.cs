namespace GanCluster.Cluster.DataPlane;

/// <summary>Bytes in both directions, in plain or encrypted. One thread receives, one sends; both block.</summary>
internal interface ITransport : IDisposable
{
    /// <returns>Bytes received; 0 at the end.</returns>
    /// <exception cref="TransportException">The connection is broken.</exception>
    int Receive(Span<byte> into);

    /// <exception cref="TransportException">The connection is broken.</exception>
    void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload);

    /// <summary>Nothing more will be sent; receiving goes on.</summary>
    void EndSending();

    /// <summary>From any thread, more than once: both directions end at once, and whoever waits comes back.</summary>
    void Abort();
}
