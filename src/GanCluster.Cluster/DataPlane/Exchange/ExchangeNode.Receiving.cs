using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane.Exchange;

public sealed partial class ExchangeNode
{
    // This phase's and the next one's: a node that is ahead contributes to the next while this one still waits for the last average.
    private readonly ChunkArrivals[] _arrivals;

    public void Opened(PeerConnection connection)
    {
        var peers = connection.Purpose == ConnectionPurpose.Averages ? _averages : _contributions;
        peers[connection.Peer.Uid] = connection;
        _opening.Signal();
    }

    public FrameAdmission Admit(PeerConnection connection, in FrameHeader header)
    {
        var ahead = header.Phase.Value - Interlocked.Read(ref _phase);
        var isAverage = header.Kind == FrameKind.Average;
        if (header.Slice >= _plan.Slices || header.Chunk >= _plan.ChunksOf(header.Slice) || ahead < 0 || ahead > (isAverage ? 0 : 1)) return FrameAdmission.Refuse(FrameFault.Place);
        var (offset, floats) = Place(header.Slice, header.Chunk);
        if (header.Length != floats * sizeof(float) || isAverage == (header.Slice == _self)) return FrameAdmission.Refuse(FrameFault.Place);
        return isAverage ? FrameAdmission.AcceptInto(BufferLease.Over(_average, offset, header.Length)) : FrameAdmission.Accept;
    }

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        Interlocked.Add(ref _receivedBytes, FrameLayout.HeaderSize + header.Length);
        if (header.Kind == FrameKind.Contribution)
        {
            Arrive(header.Phase.Value, header.Chunk, connection.Peer.Uid, payload);
            return;
        }

        payload.Dispose();
        CountChunk();
    }

    public void Ended(PeerConnection connection, ConnectionEnd end)
    {
        _broken = $"{connection}: {end}";
        _complete.Release();
    }

    // Whoever brings the last contribution to a chunk averages it.
    private void Arrive(long phase, int chunk, int from, BufferLease? contribution)
    {
        var arrivals = _arrivals[(2 * chunk) + (int)(phase & 1)];
        if (!arrivals.Add(from, contribution)) return;
        var (offset, floats) = Place(_self, chunk);
        arrivals.Average(_self, _contribution, _average, offset, floats);
        arrivals.Clear();
        var header = new FrameHeader { Kind = FrameKind.Average, Lineage = ExchangeRun.Lineage, Phase = new PhaseNumber(phase), Slice = _self, Chunk = chunk };
        // Once for all who get it, while it lies in cache.
        var checksum = ChunkChecksums.Of(_average.Span.Slice((int)offset, floats));
        for (var step = 1; step < _plan.Nodes; step++)
        {
            // The range isn't written again before everybody has contributed to the next phase, and so has received this.
            var lease = BufferLease.Over(_average, offset, floats * sizeof(float));
            Send(_averages[(_self + step) % _plan.Nodes], new OutgoingFrame(header, lease, checksum));
        }

        CountChunk();
    }
}
