using System.Numerics;
using GanCluster.Cluster.Security;
using GanCluster.Core.Averaging;
using GanCluster.Core.Memory;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>
/// The averager's side of <c>gancluster bench --exchange</c>: has a contribution of its own, adds each chunk of the worker's as it comes, and sends the average of the
/// two back at once. Beside it stands <see cref="PlainEcho"/>.
/// </summary>
public sealed class ExchangeAverager : IFrameSink, IDisposable
{
    private const int Contributions = 2;

    private readonly BufferPool _pool = new(retainedBytes: 64 << 20);
    private readonly AlignedBuffer _own;
    private readonly DataPlaneListener _listener;
    private readonly PlainEcho _echo;
    private volatile PeerConnection? _averages;

    /// <param name="floats">Of a vector: a multiple of 16.</param>
    public ExchangeAverager(long floats, TlsMaterial? tls = null)
    {
        _own = new AlignedBuffer(floats);
        _echo = new PlainEcho(floats * sizeof(float));
        _listener = new DataPlaneListener(ExchangeRun.Node(ExchangeRun.Averager, this, _pool, tls));
    }

    /// <summary>On loopback.</summary>
    public int Port => _listener.EndPoint.Port;

    /// <summary>Of the plain socket, on loopback.</summary>
    public int PlainPort => _echo.Port;

    public void Opened(PeerConnection connection)
    {
        if (connection.Purpose == ConnectionPurpose.Averages) _averages = connection;
    }

    public FrameAdmission Admit(PeerConnection connection, in FrameHeader header) =>
        ((long)header.Chunk * ChunkChecksums.ChunkLength) + (header.Length / sizeof(float)) <= _own.Length
            ? FrameAdmission.Accept
            : FrameAdmission.Refuse(FrameFault.Place);

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        var floats = header.Length / sizeof(float);
        AddOwn(payload.Buffer, (long)header.Chunk * ChunkChecksums.ChunkLength, floats);
        VectorSum.Divide(payload.Buffer, Contributions, 0, floats);
        if (_averages is not { } averages) payload.Dispose();
        else averages.Send(new OutgoingFrame(header with { Kind = FrameKind.Average, Node = default }, payload));
    }

    public void Ended(PeerConnection connection, ConnectionEnd end)
    {
    }

    // A chunk against a range of a vector: VectorSum adds ranges at the same place of both.
    private unsafe void AddOwn(AlignedBuffer sum, long offset, int floats)
    {
        float* to = sum.Pointer, from = _own.Pointer + offset;
        for (var i = 0; i < floats; i += Vector<float>.Count) (Vector.Load(to + i) + Vector.Load(from + i)).Store(to + i);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _echo.Dispose();
        _averages?.Dispose();
        _own.Dispose();
        _pool.Dispose();
    }
}
