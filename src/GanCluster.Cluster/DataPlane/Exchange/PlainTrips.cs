using System.Net.Sockets;
using System.Runtime.InteropServices;
using GanCluster.Core.Memory;

namespace GanCluster.Cluster.DataPlane.Exchange;

/// <summary>
/// The bytes of an exchange and nothing else: each slice to its averager and back over a plain socket, to all averagers at once.
/// </summary>
internal sealed class PlainTrips(ExchangePlan plan, int self, PlainSockets sockets, AlignedBuffer contribution, AlignedBuffer average) : IDisposable
{
    private readonly List<(Socket Socket, int Slice)> _trips = [];

    public void Connect(IReadOnlyList<ExchangeAddress> addresses)
    {
        for (var slice = 0; slice < plan.Slices; slice++)
        {
            if (slice != self) _trips.Add((sockets.Call(addresses[slice].PlainPort), slice));
        }
    }

    public void Run(int count)
    {
        var threads = _trips.Skip(1).Select(trip => new Thread(() => Run(trip, count)) { IsBackground = true, Name = "plain socket" }).ToArray();
        foreach (var thread in threads) thread.Start();
        if (_trips.Count > 0) Run(_trips[0], count);
        foreach (var thread in threads) thread.Join();
    }

    public void Dispose()
    {
        foreach (var (socket, _) in _trips) socket.Dispose();
    }

    private void Run((Socket Socket, int Slice) trip, int count)
    {
        var (offset, length) = ((int)plan.OffsetOf(trip.Slice), (int)plan.LengthOf(trip.Slice));
        for (var i = 0; i < count; i++)
        {
            PlainEcho.Send(trip.Socket, MemoryMarshal.AsBytes(contribution.Span.Slice(offset, length)));
            PlainEcho.Receive(trip.Socket, MemoryMarshal.AsBytes(average.Span.Slice(offset, length)));
        }
    }
}
