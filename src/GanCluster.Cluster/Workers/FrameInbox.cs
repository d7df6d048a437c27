using System.Text;
using System.Text.Unicode;
using GanCluster.Cluster.Control;
using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Succession;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Workers;

/// <summary>Judges a frame's place on the connection's thread, before its payload is read, and hands what has come to the node's thread.</summary>
/// <param name="sighted">Told how another cluster looks, on the connection's thread.</param>
internal sealed class FrameInbox(NodeEngine engine, Action<ClusterSighting> sighted) : IFrameSink
{
    public void Opened(PeerConnection connection)
    {
        if (connection.Purpose != ConnectionPurpose.Sightings) engine.Post(() => engine.Opened(connection));
    }

    public FrameAdmission Admit(PeerConnection connection, in FrameHeader header) => header.Kind switch
    {
        FrameKind.Contribution when !engine.Tree.Contains(header.Node) => FrameAdmission.Refuse(FrameFault.Place),
        FrameKind.Contribution or FrameKind.Average => Vector(header),
        FrameKind.AverageAwaited when header.Slice >= engine.Slices => FrameAdmission.Refuse(FrameFault.Place),
        FrameKind.SnapshotPart => engine.Snapshots.Fits(header) ? FrameAdmission.Accept : FrameAdmission.Refuse(FrameFault.Place),
        _ => FrameAdmission.Accept,
    };

    public void Received(PeerConnection connection, in FrameHeader header, BufferLease payload)
    {
        if (header.Kind == FrameKind.Sighting)
        {
            using (payload) Sight(header.Phase, payload.Bytes);
            return;
        }

        var copy = header;
        engine.Post(() => engine.Received(connection, copy, payload), payload.Length);
    }

    public void Ended(PeerConnection connection, ConnectionEnd end)
    {
        if (connection.Purpose != ConnectionPurpose.Sightings) engine.Post(() => engine.Ended(connection));
    }

    private void Sight(PhaseNumber newest, ReadOnlySpan<byte> coordinator)
    {
        // What isn't the address of a node is nobody's to rejoin.
        if (!Utf8.IsValid(coordinator) || !NodeSystem.IsNode(Encoding.UTF8.GetString(coordinator))) return;
        sighted(new ClusterSighting(Encoding.UTF8.GetString(coordinator), newest));
    }

    private FrameAdmission Vector(in FrameHeader header)
    {
        if (header.Slice >= engine.Slices) return FrameAdmission.Refuse(FrameFault.Place);
        var cut = engine.CutOf(header.Phase);
        var slice = new SliceIndex(header.Slice);
        if (header.Chunk >= cut.ChunksOf(slice) || cut.Of(slice, header.Chunk).Length * sizeof(float) != header.Length) return FrameAdmission.Refuse(FrameFault.Place);
        return FrameAdmission.Accept;
    }
}
