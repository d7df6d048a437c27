using System.Net;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Wire;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// One of the connections to a peer. Frames arrive at the sink in the order in which the peer sent them; sending never waits. It has a thread that receives and,
/// from the first send on, one that sends.
/// </summary>
public sealed partial class PeerConnection : IDisposable
{
    private readonly ITransport _transport;
    private readonly IFrameSink _sink;
    private readonly BufferPool _pool;
    private readonly ILogger _logger;
    private readonly Traffic _traffic;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly SendQueue _queue;
    private readonly TokenBucket? _rate;
    private readonly ManualResetEventSlim _ending = new();
    private readonly Lock _startingSender = new();
    private Thread? _sender;
    private ConnectionEnd? _end;

    internal PeerConnection(ITransport transport, DataPlaneNode node, Hello peer, EndPoint? remote)
    {
        _transport = transport;
        (_sink, _pool, _logger, _traffic) = (node.Sink, node.Pool, node.Logger, node.Traffic);
        (Peer, Purpose, Remote) = (peer.Node, peer.Purpose, remote);
        _reader = new FrameReader(transport, node.Self.Run);
        _writer = new FrameWriter(transport, node.Self.Run);
        _queue = new SendQueue(node.Options.SendQueueBytes);
        if (Purpose == ConnectionPurpose.Snapshots)
            _rate = new TokenBucket(node.Options.SnapshotBytesPerSecond, FrameLimits.Payload * 4L, node.Time);
    }

    public NodeId Peer { get; }

    public ConnectionPurpose Purpose { get; }

    public EndPoint? Remote { get; }

    /// <summary>Bytes that wait to be sent.</summary>
    public long QueuedBytes => _queue.Bytes;

    /// <summary>Queues a frame, whose lease is the connection's from now on, whatever the outcome. Any thread.</summary>
    public SendOutcome Send(in OutgoingFrame frame)
    {
        var outcome = _queue.TryAdd(frame);
        if (outcome == SendOutcome.Overflow) End(new ConnectionEnd(EndReason.SendQueueOverflow, Detail: $"{_queue.Bytes:N0} bytes wait already"));
        if (outcome == SendOutcome.Queued) StartSender();
        return outcome;
    }

    /// <summary>
    /// Queues frames that are made as they are sent, on the sending thread, and take no room in the queue: a snapshot. What is sent later follows it.
    /// </summary>
    public SendOutcome SendAll(IEnumerable<OutgoingFrame> frames)
    {
        var outcome = _queue.TryAdd(frames.GetEnumerator());
        if (outcome == SendOutcome.Queued) StartSender();
        return outcome;
    }

    /// <summary>Says goodbye after what waits; the connection ends when the peer has closed its side.</summary>
    public void Leave()
    {
        var payload = _pool.Rent(1);
        payload.Bytes[0] = (byte)FrameFault.None;
        if (_queue.TryAdd(new OutgoingFrame(new FrameHeader { Kind = FrameKind.Goodbye }, payload), last: true) == SendOutcome.Queued) StartSender();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Dispose() => End(new ConnectionEnd(EndReason.ClosedHere));

    public override string ToString() => $"{Purpose} with {Peer}";

    /// <summary>The receiving thread's work, until the end of the connection.</summary>
    internal void Run()
    {
        try
        {
            LogOpened(Purpose, Peer, Remote);
            _sink.Opened(this);
            while (ReceiveFrame())
            {
            }
        }
        catch (TransportException exception)
        {
            End(new ConnectionEnd(EndReason.Broken, Detail: exception.Message));
        }
        catch (Exception exception)
        {
            LogSinkFailed(exception, Purpose, Peer);
            End(new ConnectionEnd(EndReason.SinkFailed, Detail: exception.Message));
        }

        Report();
        lock (_startingSender) _sender?.Join();
        _transport.Dispose();
    }

    private bool ReceiveFrame()
    {
        var fault = _reader.ReadHeader(out var header, out var atEnd);
        if (atEnd) return End(new ConnectionEnd(EndReason.PeerClosed));
        if (fault == FrameFault.None && header.Kind == FrameKind.Hello) fault = FrameFault.HelloAgain;
        if (fault == FrameFault.None && !ConnectionRule.Carries(Purpose, header.Kind)) fault = FrameFault.Purpose;
        if (fault != FrameFault.None) return EndByFault(fault, header);
        if (header.Kind == FrameKind.Goodbye) return ReceiveGoodbye(header);

        var admission = _sink.Admit(this, header);
        if (admission.Fault != FrameFault.None) return EndByFault(admission.Fault, header);
        var payload = admission.Into ?? _pool.Rent(header.Length);
        var handedOver = false;
        try
        {
            if (payload.Length != header.Length) throw new InvalidOperationException($"{payload.Length} bytes to receive {header.Length} into");
            fault = _reader.ReadPayload(header, payload.Bytes);
            if (fault != FrameFault.None) return EndByFault(fault, header);
            _traffic.Received(FrameLayout.HeaderSize + header.Length);
            if (admission.Drops) return true;
            handedOver = true;
            _sink.Received(this, header, payload);
            return true;
        }
        finally
        {
            if (!handedOver) payload.Dispose();
        }
    }

    private bool ReceiveGoodbye(in FrameHeader header)
    {
        Span<byte> content = stackalloc byte[1];
        var fault = _reader.ReadPayload(header, content);
        if (fault == FrameFault.None && !Enum.IsDefined((FrameFault)content[0])) fault = FrameFault.Content;
        if (fault != FrameFault.None) return EndByFault(fault, header);
        return End(content[0] == 0 ? new ConnectionEnd(EndReason.PeerLeft) : new ConnectionEnd(EndReason.PeerRefused, (FrameFault)content[0]));
    }

    private bool EndByFault(FrameFault fault, in FrameHeader header)
    {
        var reason = fault is FrameFault.TruncatedHeader or FrameFault.TruncatedPayload ? EndReason.PeerClosed : EndReason.BadFrame;
        var detail = header == default ? "" : $"{header.Kind} phase {header.Phase} node {header.Node} slice {header.Slice} chunk {header.Chunk}";
        return End(new ConnectionEnd(reason, fault, detail));
    }

    /// <summary>The first reason counts. Wakes both threads; the receiving one reports.</summary>
    private bool End(ConnectionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return false;
        _transport.Abort();
        _queue.Dispose();
        _ending.Set();
        return false;
    }
}
