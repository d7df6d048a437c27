namespace GanCluster.Cluster.Serialization;

/// <summary>Why a control message was refused, in the order of the checks.</summary>
public enum ControlRefusal
{
    /// <summary>Its type isn't a control message of this program.</summary>
    NotAControlMessage,

    /// <summary>32 KB or more.</summary>
    TooLong,

    /// <summary>Shorter than its own header.</summary>
    TooShort,

    /// <summary>The checksum doesn't fit: it was damaged on its way, or isn't ours at all.</summary>
    Damaged,

    /// <summary>The fingerprint names no message of this program: another version sent it.</summary>
    Unknown,

    /// <summary>The checksum fits, and the content isn't what the message's type says: made by hand, or by a fault.</summary>
    Malformed,

    /// <summary>It names a serializer that this program has closed.</summary>
    ClosedSerializer,
}
