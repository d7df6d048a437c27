namespace GanCluster.Core.Wire;

/// <summary>The fields of a header that not every kind uses. Where a kind doesn't use one, it is zero.</summary>
[Flags]
public enum FrameField
{
    None = 0,
    Lineage = 1,
    Phase = 2,
    Node = 4,
    Slice = 8,
    Chunk = 16,
}
