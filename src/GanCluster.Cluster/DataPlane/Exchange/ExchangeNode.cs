using System.Net;
using GanCluster.Cluster.Security;
using GanCluster.Core;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>Where a node of the measurement is reached, on loopback.</summary>
/// <param name="Port">Of the data plane.</param>
/// <param name="PlainPort">Of the plain socket that it is compared with.</param>
public readonly record struct ExchangeAddress(int Port, int PlainPort);

/// <summary>
/// One node of <c>gancluster bench --exchange</c>: contributes a vector, averages its slice of everybody's, and has the whole average at the end, all over the data
/// plane as it is. What takes time in training besides, computing and committing, isn't here.
/// </summary>
public sealed partial class ExchangeNode : IFrameSink, IDisposable
{
    private const long Retained = 256 << 20;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly ExchangePlan _plan;
    private readonly int _self;
    private readonly TimeProvider _time;
    private readonly BufferPool _pool = new(Retained);
    private readonly AlignedBuffer _contribution, _average;
    private readonly DataPlaneNode _node;
    private readonly DataPlaneListener _listener;
    private readonly PlainEcho? _echo;
    private readonly PlainTrips _trips;
    private readonly PeerConnection?[] _contributions, _averages;
    private readonly CountdownEvent _opening;
    private readonly SemaphoreSlim _complete = new(0);
    private volatile string? _broken;
    private long _phase;
    private long _sentBytes, _receivedBytes;
    private int _missing;

    /// <param name="local">Over the sockets that nodes of one machine use, where there is no TLS, and what it is compared with too; else over TCP.</param>
    public ExchangeNode(ExchangePlan plan, int self, TimeProvider time, TlsMaterial? tls = null, bool local = true)
    {
        (_plan, _self, _time) = (plan, self, time);
        (_contribution, _average) = (new AlignedBuffer(plan.Floats), new AlignedBuffer(plan.Floats));
        for (var i = 0; i < plan.Floats; i++) _contribution.Span[i] = (self + 1) * ValueOf(i);
        (_contributions, _averages) = (new PeerConnection?[plan.Nodes], new PeerConnection?[plan.Nodes]);
        _opening = new CountdownEvent(2 * plan.PeersOf(self));
        _arrivals = [.. Enumerable.Range(0, plan.IsAverager(self) ? 2 * plan.ChunksOf(self) : 0).Select(_ => new ChunkArrivals(plan.Nodes))];
        _node = ExchangeRun.Node(plan, self, this, _pool, tls, local);
        _listener = new DataPlaneListener(_node);
        var plain = new PlainSockets(local && tls is null);
        _echo = plan.IsAverager(self) ? new PlainEcho(plan.LengthOf(self) * sizeof(float), plain) : null;
        _trips = new PlainTrips(plan, self, plain, _contribution, _average);
    }

    public ExchangeAddress Address => new(_listener.EndPoint.Port, _echo?.Port ?? 0);

    /// <summary>Bytes of frames sent and received since the beginning.</summary>
    public (long Sent, long Received) Moved => (Interlocked.Read(ref _sentBytes), Interlocked.Read(ref _receivedBytes));

    /// <summary>Opens the connections to the other nodes, and waits for those that they open.</summary>
    /// <param name="addresses">Of all nodes by number.</param>
    /// <exception cref="UnusableInputException">One can't be reached.</exception>
    public void Connect(IReadOnlyList<ExchangeAddress> addresses)
    {
        var dialer = new PeerDialer(_node);
        for (var other = 0; other < _plan.Nodes; other++)
        {
            if (!_plan.Meet(_self, other) || !ConnectionRule.Dials(ExchangeRun.NodeOf(_self), ExchangeRun.NodeOf(other))) continue;
            foreach (var purpose in new[] { ConnectionPurpose.Contributions, ConnectionPurpose.Averages })
            {
                var result = dialer.DialAsync("127.0.0.1", addresses[other].Port, ExchangeRun.NodeOf(other), purpose).GetAwaiter().GetResult();
                if (result.Connection is null)
                    throw new UnusableInputException($"node {other} of the measurement can't be reached ({result.Failure} {result.Detail}): run it again");
            }
        }

        _trips.Connect(addresses);
        if (!_opening.Wait(_patience)) throw new UnusableInputException("not every node of the measurement has called: run it again");
    }

    /// <summary>Time from the first byte of a contribution to the last byte of the average. All nodes do it at about the same time.</summary>
    /// <exception cref="UnusableInputException">Another node is gone.</exception>
    public TimeSpan Exchange()
    {
        var start = _time.GetTimestamp();
        Volatile.Write(ref _missing, _plan.Chunks);
        var phase = Interlocked.Increment(ref _phase);
        // Each averager gets its first chunk before any gets a second.
        for (var chunk = 0; chunk < _plan.ChunksOf(0); chunk++)
        {
            for (var step = 1; step <= _plan.Slices; step++)
            {
                var slice = (_self + step) % _plan.Slices;
                if (slice != _self && chunk < _plan.ChunksOf(slice)) Contribute(phase, slice, chunk);
            }
        }

        if (_plan.IsAverager(_self))
        {
            for (var chunk = 0; chunk < _plan.ChunksOf(_self); chunk++) Arrive(phase, chunk, _self, null);
        }

        if (!_complete.Wait(_patience) || _broken is not null)
            throw new UnusableInputException($"another node of the measurement is gone ({_broken ?? "it doesn't answer"}): run it again");
        return _time.GetElapsedTime(start);
    }

    /// <summary>The same bytes there and back over plain sockets, unchecked and unsummed, so many times.</summary>
    /// <returns>The mean time of one.</returns>
    public TimeSpan PlainRoundTrips(int count)
    {
        var start = _time.GetTimestamp();
        _trips.Run(count);
        return _time.GetElapsedTime(start) / count;
    }

    /// <summary>Whether what came of the last exchange is the average of what everybody contributed.</summary>
    public bool IsAverageRight()
    {
        var average = _average.Span;
        for (var i = 0; i < average.Length; i++)
        {
            if (average[i] != (_plan.Nodes + 1) / 2f * ValueOf(i)) return false;
        }

        return true;
    }

    // The vectors are left to the collector: a connection's thread may still be writing.
    public void Dispose()
    {
        foreach (var connection in _contributions.Concat(_averages)) connection?.Dispose();
        _listener.Dispose();
        _echo?.Dispose();
        _trips.Dispose();
        _pool.Dispose();
    }

    // Small whole numbers, so that every sum is exact.
    private static float ValueOf(int place) => place % 1021;

    private void Contribute(long phase, int slice, int chunk)
    {
        var (offset, floats) = Place(slice, chunk);
        var header = new FrameHeader { Kind = FrameKind.Contribution, Lineage = ExchangeRun.Lineage, Phase = new PhaseNumber(phase), Slice = slice, Chunk = chunk };
        Send(_contributions[slice], new OutgoingFrame(header, BufferLease.Over(_contribution, offset, floats * sizeof(float))));
    }

    private void Send(PeerConnection? to, in OutgoingFrame frame)
    {
        Interlocked.Add(ref _sentBytes, frame.Size);
        to!.Send(frame);
    }

    private (long Offset, int Floats) Place(int slice, int chunk)
    {
        var within = (long)chunk * ChunkChecksums.ChunkLength;
        return (_plan.OffsetOf(slice) + within, (int)Math.Min(ChunkChecksums.ChunkLength, _plan.LengthOf(slice) - within));
    }

    private void CountChunk()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _complete.Release();
    }
}
