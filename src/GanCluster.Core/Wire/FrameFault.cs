namespace GanCluster.Core.Wire;

/// <summary>Where a frame failed. The connection that brought it is closed. EXPLICIT and APPEND-ONLY: a goodbye carries it.</summary>
public enum FrameFault : byte
{
    None = 0,

    /// <summary>The connection ended inside a header.</summary>
    TruncatedHeader = 1,

    /// <summary>Not a frame of this program: something else speaks to this port.</summary>
    Magic = 2,

    /// <summary>Another version of the wire format.</summary>
    Version = 3,

    /// <summary>The header was changed on its way.</summary>
    HeaderChecksum = 4,

    /// <summary>A number that isn't a <see cref="FrameKind"/>.</summary>
    Kind = 5,

    /// <summary>Negative.</summary>
    Phase = 6,

    /// <summary>A level or an index that no tree has.</summary>
    TreeNode = 7,

    /// <summary>Negative, or not below <see cref="FrameLimits.Slices"/>.</summary>
    Slice = 8,

    /// <summary>Negative, or not below <see cref="FrameLimits.Chunks"/>.</summary>
    Chunk = 9,

    /// <summary>A length that no payload of this kind has.</summary>
    Length = 10,

    /// <summary>A field that this kind doesn't use isn't zero.</summary>
    UnusedField = 11,

    /// <summary>The frame belongs to another run.</summary>
    Run = 12,

    /// <summary>The first frame isn't a hello.</summary>
    HelloMissing = 13,

    /// <summary>A hello after the first frame.</summary>
    HelloAgain = 14,

    /// <summary>A hello's payload: purpose, address or lengths.</summary>
    HelloContent = 15,

    /// <summary>Another node answers at this address than the one that was called.</summary>
    OtherNode = 16,

    /// <summary>A kind that isn't sent over a connection of this purpose.</summary>
    Purpose = 17,

    /// <summary>The sender's history isn't the receiver's.</summary>
    Lineage = 18,

    /// <summary>The place isn't one of the receiver's vectors: node, slice, chunk or length.</summary>
    Place = 19,

    /// <summary>The connection ended inside a payload.</summary>
    TruncatedPayload = 20,

    /// <summary>The payload was changed on its way.</summary>
    PayloadChecksum = 21,

    /// <summary>A goodbye or another message whose content means nothing.</summary>
    Content = 22,
}
