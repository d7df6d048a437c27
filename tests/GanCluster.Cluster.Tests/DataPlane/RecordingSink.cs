using System.Collections.Concurrent;
using System.Threading.Channels;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

internal sealed record ReceivedFrame(PeerConnection From, FrameHeader Header, byte[] Payload);

/// <summary>Records what happens, and lets a test decide what to admit.</summary>
internal sealed class RecordingSink : IFrameSink
{
    private readonly Channel<PeerConnection> _opened = Channel.CreateUnbounded<PeerConnection>();
    private readonly Channel<ReceivedFrame> _received = Channel.CreateUnbounded<ReceivedFrame>();
    private readonly Channel<(PeerConnection Connection, ConnectionEnd End)> _ended = Channel.CreateUnbounded<(PeerConnection, ConnectionEnd)>();
    private readonly ConcurrentBag<PeerConnection> _all = [];
    private long _count;

    public Func<FrameHeader, FrameAdmission> Admission { get; set; } = _ => FrameAdmission.Accept;

    /// <summary>Instead of recording, where it is set.</summary>
    public Action<PeerConnection, FrameHeader, BufferLease>? OnReceived { get; set; }

    public long Count => Interlocked.Read(ref _count);

    public void Opened(PeerConnection connection)
    {
        _all.Add(connection);
        _opened.Writer.TryWrite(connection);
    }

    public FrameAdmission Admit(PeerConnection connection, in FrameHeader header) => Admission(header);

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        Interlocked.Increment(ref _count);
        using (payload)
        {
            if (OnReceived is { } handle) handle(connection, header, payload);
            else _received.Writer.TryWrite(new ReceivedFrame(connection, header, payload.Bytes.ToArray()));
        }
    }

    public void Ended(PeerConnection connection, ConnectionEnd end) => _ended.Writer.TryWrite((connection, end));

    public Task<PeerConnection> OpenedAsync() => _opened.Reader.ReadAsync().AsTask().WaitAsync(TestNode.Soon);

    public Task<ReceivedFrame> ReceivedAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TestNode.Soon);

    public Task<(PeerConnection Connection, ConnectionEnd End)> EndedAsync() => _ended.Reader.ReadAsync().AsTask().WaitAsync(TestNode.Soon);

    public void CloseAll()
    {
        foreach (var connection in _all) connection.Dispose();
    }
}
