using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Core.Tests.Wire;

/// <summary>A header of each kind, with every field that the kind uses.</summary>
internal static class Frames
{
    public static Lineage Lineage { get; } = new(Digest.Of("lineage"u8));

    public static FrameHeader Of(FrameKind kind)
    {
        var rule = FrameKindRule.Of(kind) ?? throw new ArgumentException($"{kind} has no rule", nameof(kind));
        return new FrameHeader
        {
            Kind = kind,
            Run = new RunId(Digest.Of("run"u8)),
            Lineage = rule.Fields.HasFlag(FrameField.Lineage) ? Lineage : default,
            Phase = rule.Fields.HasFlag(FrameField.Phase) ? new PhaseNumber(1L << 40) : default,
            Node = rule.Fields.HasFlag(FrameField.Node) ? new TreeNode(3, 5) : default,
            Slice = rule.Fields.HasFlag(FrameField.Slice) ? 2 : 0,
            Chunk = rule.Fields.HasFlag(FrameField.Chunk) ? 7 : 0,
            Length = rule.Longest,
            Checksum = 0x0123_4567_89AB_CDEF,
        };
    }
}
