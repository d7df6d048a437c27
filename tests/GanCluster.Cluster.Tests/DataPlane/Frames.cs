using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

/// <summary>Headers with every field that their kind uses, and bytes to go with them.</summary>
internal static class Frames
{
    public static readonly Lineage Lineage = new(Digest.Of("lineage"u8));

    public static FrameHeader Of(FrameKind kind, int slice = 2, int chunk = 7)
    {
        var fields = FrameKindRule.Of(kind)!.Value.Fields;
        return new FrameHeader
        {
            Kind = kind,
            Lineage = fields.HasFlag(FrameField.Lineage) ? Lineage : default,
            Phase = fields.HasFlag(FrameField.Phase) ? new PhaseNumber(12) : default,
            Node = fields.HasFlag(FrameField.Node) ? new TreeNode(1, 3) : default,
            Slice = fields.HasFlag(FrameField.Slice) ? slice : 0,
            Chunk = fields.HasFlag(FrameField.Chunk) ? chunk : 0,
        };
    }

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A frame as it goes over the wire.</summary>
    public static byte[] Wire(in FrameHeader header, ReadOnlySpan<byte> payload, RunId? run = null)
    {
        var bytes = new byte[FrameLayout.HeaderSize + payload.Length];
        (header with { Run = run ?? TestNode.Run, Length = payload.Length, Checksum = FrameHeader.ChecksumOf(payload) }).Write(bytes);
        payload.CopyTo(bytes.AsSpan(FrameLayout.HeaderSize));
        return bytes;
    }
}
