using System.Net;
using System.Net.Sockets;
using GanCluster.Cluster.Security;
using GanCluster.Core;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>The worker's side of <c>gancluster bench --exchange</c>: sends a contribution, and waits until all of the average lies where it belongs.</summary>
public sealed class ExchangeWorker : IFrameSink, IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly BufferPool _pool = new(retainedBytes: 64 << 20);
    private readonly AlignedBuffer _contribution, _average;
    private readonly Socket _plain = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly PeerConnection _contributions, _averages;
    private readonly SemaphoreSlim _complete = new(0);
    private readonly TimeProvider _time;
    private long _phase;
    private int _missing;

    /// <param name="floats">As the averager has it.</param>
    /// <exception cref="UnusableInputException">The averager can't be reached.</exception>
    public ExchangeWorker(long floats, int port, int plainPort, TimeProvider time, TlsMaterial? tls = null)
    {
        (_contribution, _average, _time) = (new AlignedBuffer(floats), new AlignedBuffer(floats), time);
        var dialer = new PeerDialer(ExchangeRun.Node(ExchangeRun.Worker, this, _pool, tls));
        _contributions = Dial(dialer, port, ConnectionPurpose.Contributions);
        _averages = Dial(dialer, port, ConnectionPurpose.Averages);
        _plain.Connect(IPAddress.Loopback, plainPort);
        for (var i = 0; i < floats; i++) _contribution.Span[i] = i;
    }

    /// <summary>Half of the contribution, since the averager's own is zero.</summary>
    public ReadOnlySpan<float> Average => _average.Span;

    /// <summary>Time from the first byte of a contribution to the last byte of the average.</summary>
    /// <exception cref="UnusableInputException">The averager is gone.</exception>
    public TimeSpan Exchange()
    {
        var start = _time.GetTimestamp();
        _phase++;
        var chunks = ChunkChecksums.CountFor(_contribution.Length);
        Volatile.Write(ref _missing, chunks);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var offset = (long)chunk * ChunkChecksums.ChunkLength;
            var floats = Math.Min(ChunkChecksums.ChunkLength, _contribution.Length - offset);
            var header = new FrameHeader { Kind = FrameKind.Contribution, Lineage = ExchangeRun.Lineage, Phase = new PhaseNumber(_phase), Chunk = chunk };
            _contributions.Send(new OutgoingFrame(header, BufferLease.Over(_contribution, offset, floats * sizeof(float))));
        }

        if (!_complete.Wait(_patience)) throw new UnusableInputException("the averager of the measurement doesn't answer: is its process alive?");
        return _time.GetElapsedTime(start);
    }

    /// <summary>The same bytes there and back over a plain socket, unchecked.</summary>
    public TimeSpan PlainRoundTrip()
    {
        var start = _time.GetTimestamp();
        PlainEcho.Send(_plain, _contribution.Bytes);
        PlainEcho.Receive(_plain, _average.Bytes);
        return _time.GetElapsedTime(start);
    }

    public void Opened(PeerConnection connection)
    {
    }

    public FrameAdmission Admit(PeerConnection connection, in FrameHeader header)
    {
        var offset = (long)header.Chunk * ChunkChecksums.ChunkLength;
        return header.Kind == FrameKind.Average && header.Phase.Value == _phase && offset + (header.Length / sizeof(float)) <= _average.Length
            ? FrameAdmission.AcceptInto(BufferLease.Over(_average, offset, header.Length))
            : FrameAdmission.Refuse(FrameFault.Place);
    }

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        payload.Dispose();
        if (Interlocked.Decrement(ref _missing) == 0) _complete.Release();
    }

    public void Ended(PeerConnection connection, ConnectionEnd end)
    {
    }

    public void Dispose()
    {
        _contributions.Dispose();
        _averages.Dispose();
        _plain.Dispose();
        _complete.Dispose();
        _contribution.Dispose();
        _average.Dispose();
        _pool.Dispose();
    }

    private static PeerConnection Dial(PeerDialer dialer, int port, ConnectionPurpose purpose)
    {
        var result = dialer.DialAsync("127.0.0.1", port, ExchangeRun.Averager, purpose).GetAwaiter().GetResult();
        return result.Connection ?? throw new UnusableInputException($"no averager at port {port} ({result.Failure} {result.Detail}): start it first");
    }
}
